/** How the figures are made, for the head of the page that holds them. */
export const METHOD = `Made by \`npm run bench\`. Figures of one table may be compared with each other; those of two runs on two machines may not.

- Every variant is switched on as its documentation says, with a batch processor and an exporter that takes everything and
  keeps nothing. Each process first proves that a chat call and a stream become one span each, with the right cost where the
  tool computes cost.
- Answers are canned bytes from an in-process \`fetch\`: what is measured is the SDK and the tool, not sockets. (Undici's
  diagnostics channels do not fire on this path.) A stream asks for usage, because without it some tools count tokens.
- Time: one process has two copies of the SDK, one of them under a name that no tool patches. After 24,000 chat calls of each (the
  more code a tool has, the longer the compiler takes to finish with it) they are called in batches of the order A B B A; a
  round's difference is what the tool adds. A batch is short (100 chat calls), so that few are disturbed, and there are many.
  Variants take turns in several processes each, those that are near each other in four and the others in two. Shown is the
  median over all rounds with its standard error, bootstrapped over processes and rounds; what a tenth of the rounds stay below,
  which a busy machine moves least; the quartiles; and the median of each process.
- Times are CPU of the main thread. Garbage is collected there too (\`--single-threaded-gc\`), in a young generation of 16 MB from
  the start, V8's usual largest: each batch ends with a collection, which is part of its time, and is too short for another.
  Nothing in these calls waits, so on an idle machine the clock says the same, and one column shows it. A shared machine is at
  times half as fast: the bare calls of a round serve as its clock, and its difference is given at the speed at which the bare
  SDK takes the lower quartile of all rounds.
- Per chunk: what a stream of 500 chunks adds beyond a stream of 50, divided by 450.
- Heap: bytes allocated between two readings with no collection in between, median of five batches; kept: after two
  collections and 50,000 calls.
- Floor: what a careful engineer would write by hand for this one method and model: one span of 15 attributes, two token
  histograms, one duration histogram, one cost record (\`bench/variants/floor\`).
- Anthropic's SDK makes spans by itself as soon as there is a tracer provider. The bare SDK has them off, and so have the floor and
  the tools that make spans of their own, which would give two for each call. Ours prices the SDK's span; its floor is that span with
  a hand-made processor behind it. A row shows what the SDK's spans cost alone, and one what ours costs without them.
- Tools that bring an exporter of their own are given another, a transport or a function in its place: what they do in the call is
  theirs, and nothing is encoded or sent, as for all. Langfuse runs on the second major of the OpenTelemetry SDK, which it asks for;
  dd-trace hands its events on every 5 ms instead of every second, because it drops those beyond a thousand.
- By default OpenLLMetry, OpenInference, OpenLIT, Langfuse, Sentry and dd-trace with LLM Observability record the texts of prompts and
  answers, too, which is a part of their time; the official instrumentation, dd-trace and ours do not.
- First import: a fresh process each time, all kinds in each round. Instrumentations alone need the OpenTelemetry SDK beside themselves.
- Spans of other tools, and growth: kinds or sizes take turns in batches of 500 spans, by the CPU of the main thread; garbage is
  collected between batches, outside of the time.
- Start: whole processes, all kinds in each round; the application ends itself as soon as it has its client. It imports the SDK as
  ESM, so each tool is given what it needs to see that, its loader hook or the module by hand; a row says where it still does not.
- Budgets: bare and guarded calls in turn, in fifteen rounds of 4,000 each; shown are the medians over the rounds.`

#!/usr/bin/env bash
# Writes the comment of action.yml, or replaces the one that an earlier run wrote.
set -euo pipefail

options=(--days "$DAYS")
[ -n "$LEDGER" ] && options+=(--ledger "$LEDGER")
[ -n "$FAIL_ABOVE" ] && options+=(--fail-above "$FAIL_ABOVE")
[ "${ALLOW_UNKNOWN:-false}" = true ] && options+=(--allow-unknown)

comment=$(mktemp)
exit_code=0
${COSTSPAN:-npx --yes "@costspan/cli@$VERSION"} diff "$BEFORE" "$AFTER" "${options[@]}" >"$comment" || exit_code=$?
# 1 is a change that is too dear, 3 one whose cost is unknown, which are to be said; anything else has no comment.
case "$exit_code" in 0 | 1 | 3) ;; *) exit "$exit_code" ;; esac
[ -s "$comment" ] || exit "$exit_code"

comments="repos/$REPOSITORY/issues/$PULL_REQUEST/comments"
earlier=$(gh api --paginate "$comments" --jq '.[] | select(.body | startswith("<!-- costspan diff -->")) | .id')
# Of several the first; head would end before gh has said all.
earlier=${earlier%%$'\n'*}
if [ -n "$earlier" ]; then
  gh api --method PATCH "repos/$REPOSITORY/issues/comments/$earlier" --field body=@"$comment" --silent
else
  gh api --method POST "$comments" --field body=@"$comment" --silent
fi
exit "$exit_code"

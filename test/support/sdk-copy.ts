/** A major of an SDK as the matrix has it installed, with the types of the newest. */
export async function sdkCopy<Module>(name: string): Promise<Module> {
  const { sdk } = (await import(new URL(`../sdk-majors/${name}/sdk.mjs`, import.meta.url).href)) as { sdk: Module }
  return sdk
}

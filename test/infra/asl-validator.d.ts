/** asl-validator ships no types of its own. */
declare module 'asl-validator' {
  interface Problem {
    readonly Message?: string;
    readonly message?: string;
  }
  export default function validate(definition: object): { readonly isValid: boolean; readonly errors: readonly Problem[] };
}

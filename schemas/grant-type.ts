/** What a token call asks for: by itself, so that a signer needs no schema. */
export const GRANT_TYPE = 'client_credentials'

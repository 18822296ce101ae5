/** How adding and editing a person is refused; part of the table of all refusals. */
export const personRefusals = {
  "user.username-taken": { status: 409, message: "This username is taken. Choose another." },
  "user.email-taken": { status: 409, message: "Somebody in this practice has this e-mail address already." },
  "user.application-unused": {
    status: 422,
    message: "Your practice does not use this application. Choose among its applications, or add it to them first.",
  },
  "user.email-of-its-owner": {
    status: 403,
    message:
      "Nobody else changes the address of an account. Ask the person to do it in his own profile; before he has registered, correct it at his invitation.",
  },
  "user.resets-by-mail": {
    status: 409,
    message:
      "This person has an e-mail address. Ask him to use 'Forgot password' on the sign-in page: nobody else learns his password.",
  },
  "email.same": { status: 422, message: "This is your address already. Enter the new one." },
  "email.link-invalid": {
    status: 404,
    message:
      "This link is not good for your account: it was used, is older than an hour, or a newer one was mailed. Ask for a new one in your profile.",
  },
} as const;

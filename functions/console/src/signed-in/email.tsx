/** An e-mail address that breaks before its domain when it is too long for its place. */
export function Email({ address }: { address: string }) {
  const at = address.lastIndexOf("@");
  return (
    <span className="breakable">
      {address.slice(0, at)}
      <wbr />
      {address.slice(at)}
    </span>
  );
}

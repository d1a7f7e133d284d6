namespace SimCamera.Onvif.Soap;

/// <summary>
/// A request that cannot be done, as SOAP 1.2 says it: sender or receiver, ONVIF's subcodes from the outer to the inner one, a reason.
/// Thrown by operations, turned into an answer by <see cref="SoapDispatcher"/> alone.
/// </summary>
internal sealed class SoapFault(bool isSender, string reason, params string[] subcodes) : Exception(reason)
{
    public int Status { get; init; } = isSender ? 400 : 500;

    public static SoapFault Invalid(string reason, string detail = "ter:InvalidArgs") => new(true, reason, "ter:InvalidArgVal", detail);

    public static SoapFault NoSuchToken(string kind) => Invalid($"There is no such {kind}.", kind switch
    {
        "profile" => "ter:NoProfile",
        "configuration" => "ter:NoConfig",
        "video source" => "ter:NoSource",
        "preset" => "ter:NoToken",
        _ => "ter:NoEntity",
    });

    public static SoapFault NotSupported(string action) =>
        new(false, $"{action} is not supported.", "ter:ActionNotSupported");

    public static SoapFault NotAuthorized() => new(true, "Sender not authorized.", "ter:NotAuthorized");

    public Xml ToXml()
    {
        Xml codes = Xml.Empty;
        foreach (string subcode in subcodes.Reverse())
        {
            codes = Xml.Of($"<s:Subcode><s:Value>{subcode}</s:Value>{codes}</s:Subcode>");
        }

        string side = isSender ? "s:Sender" : "s:Receiver";
        return Xml.Of($"""
            <s:Fault><s:Code><s:Value>{side}</s:Value>{codes}</s:Code><s:Reason><s:Text xml:lang="en">{Message}</s:Text></s:Reason></s:Fault>
            """);
    }
}

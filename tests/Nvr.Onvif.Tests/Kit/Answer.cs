using System.Reflection;
using System.Text;

namespace Nvr.Onvif.Tests.Kit;

/// <summary>Whole HTTP answers, from recorded bodies (Answers/*.xml) or from a few words.</summary>
internal static class Answer
{
    public static string Recorded(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name + ".xml") ?? throw new FileNotFoundException(name);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    public static byte[] File(string name, string status = "200 OK") => Xml(Recorded(name), status);

    /// <summary>An operation's response around some content; the content's prefixes are those of the specification.</summary>
    public static byte[] Response(string prefix, string operation, string content = "") => Xml(Envelope($"<{prefix}:{operation}Response>{content}</{prefix}:{operation}Response>"));

    public static byte[] Fault(string subcodes, string status = "400 Bad Request", string detail = "")
    {
        string[] codes = subcodes.Split('/');
        string inner = codes.Length > 1 ? $"<s:Subcode><s:Value>ter:{codes[1]}</s:Value></s:Subcode>" : "";
        return Xml(
            Envelope($"<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>ter:{codes[0]}</s:Value>{inner}</s:Subcode></s:Code><s:Reason><s:Text xml:lang='en'>Because</s:Text></s:Reason>{detail}</s:Fault>"),
            status);
    }

    public static byte[] Xml(string body, string status = "200 OK", string headers = "") =>
        Encoding.UTF8.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: application/soap+xml; charset=utf-8\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}\r\n{body}");

    public static byte[] Empty(string status, string headers = "") => Encoding.UTF8.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\n{headers}\r\n");

    public static byte[] Clock(DateTimeOffset utc) => Response(
        "tds",
        "GetSystemDateAndTime",
        $"<tds:SystemDateAndTime><tt:DateTimeType>Manual</tt:DateTimeType><tt:DaylightSavings>false</tt:DaylightSavings><tt:TimeZone><tt:TZ>CST-8</tt:TZ></tt:TimeZone>"
        + $"<tt:UTCDateTime><tt:Time><tt:Hour>{utc.Hour}</tt:Hour><tt:Minute>{utc.Minute}</tt:Minute><tt:Second>{utc.Second}</tt:Second></tt:Time>"
        + $"<tt:Date><tt:Year>{utc.Year}</tt:Year><tt:Month>{utc.Month}</tt:Month><tt:Day>{utc.Day}</tt:Day></tt:Date></tt:UTCDateTime></tds:SystemDateAndTime>");

    public static string Envelope(string body) =>
        "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope' xmlns:tds='http://www.onvif.org/ver10/device/wsdl' xmlns:tt='http://www.onvif.org/ver10/schema'"
        + " xmlns:trt='http://www.onvif.org/ver10/media/wsdl' xmlns:tr2='http://www.onvif.org/ver20/media/wsdl' xmlns:tev='http://www.onvif.org/ver10/events/wsdl'"
        + " xmlns:wsnt='http://docs.oasis-open.org/wsn/b-2' xmlns:wsa='http://www.w3.org/2005/08/addressing' xmlns:ter='http://www.onvif.org/ver10/error'"
        + " xmlns:tptz='http://www.onvif.org/ver20/ptz/wsdl' xmlns:timg='http://www.onvif.org/ver20/imaging/wsdl' xmlns:tse='http://www.onvif.org/ver10/search/wsdl'"
        + $" xmlns:trp='http://www.onvif.org/ver10/replay/wsdl' xmlns:tns1='http://www.onvif.org/ver10/topics'><s:Body>{body}</s:Body></s:Envelope>";
}

using System.Text;
using SimCamera.Onvif.Http;

namespace SimCamera.Quirks;

/// <summary>Answers that are meant to hurt whoever reads them. Stateless.</summary>
internal static class HostileXml
{
    private const int Depth = 100_000;
    private const string Open = """<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><x>""";
    private const string Close = "</x></s:Body></s:Envelope>";

    public static HttpReply Redirect(string location) => HttpReply.Text(302, "").Add("Location", location);

    public static HttpReply ExternalEntity() =>
        HttpReply.Soap(200, $"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>{Open}&e;{Close}""");

    public static HttpReply BillionLaughs()
    {
        var entities = new StringBuilder("<!ENTITY l0 \"lol\">");
        for (int i = 1; i < 10; i++)
        {
            entities.Append($"<!ENTITY l{i} \"").Insert(entities.Length, $"&l{i - 1};", 10).Append("\">");
        }

        return HttpReply.Soap(200, $"""<?xml version="1.0"?><!DOCTYPE x [{entities}]>{Open}&l9;{Close}""");
    }

    public static HttpReply DeepNesting()
    {
        var text = new StringBuilder(Open).Insert(Open.Length, "<a>", Depth);
        return HttpReply.Soap(200, text.Insert(text.Length, "</a>", Depth).Append(Close).ToString());
    }

    /// <summary>Written piece by piece, so that only the reader can run out of memory.</summary>
    public static HttpReply Huge(int megabytes) => new(200, "application/soap+xml; charset=utf-8", [])
    {
        Stream = async (stream, stop) =>
        {
            byte[] piece = Encoding.ASCII.GetBytes(new string('x', 1 << 20));
            await stream.WriteAsync(Encoding.ASCII.GetBytes(Open), stop).ConfigureAwait(false);
            for (int i = 0; i < megabytes; i++)
            {
                await stream.WriteAsync(piece, stop).ConfigureAwait(false);
            }

            await stream.WriteAsync(Encoding.ASCII.GetBytes(Close), stop).ConfigureAwait(false);
        },
    };
}

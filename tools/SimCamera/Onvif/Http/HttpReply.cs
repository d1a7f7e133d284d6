using System.Globalization;
using System.Text;

namespace SimCamera.Onvif.Http;

/// <summary>An answer under construction. Used by one connection's task.</summary>
internal sealed class HttpReply(int status, string contentType, byte[] body)
{
    public int Status { get; set; } = status;

    public string ContentType { get; } = contentType;

    public byte[] Body { get; set; } = body;

    public List<KeyValuePair<string, string>> Headers { get; } = [];

    /// <summary>Written after the head in place of <see cref="Body"/>, until it ends or the client goes; the connection then closes.</summary>
    public Func<Stream, CancellationToken, Task>? Stream { get; init; }

    public static HttpReply Soap(int status, string envelope) => new(status, "application/soap+xml; charset=utf-8", Encoding.UTF8.GetBytes(envelope));

    public static HttpReply Text(int status, string text) => new(status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));

    public HttpReply Add(string name, string value)
    {
        Headers.Add(new(name, value));
        return this;
    }

    public async Task WriteAsync(Stream to, CancellationToken stop)
    {
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {Status} {Reason}\r\nServer: SimCamera\r\n");
        foreach (KeyValuePair<string, string> header in Headers)
        {
            head.Append(header.Key).Append(": ").Append(header.Value).Append("\r\n");
        }

        head.Append(CultureInfo.InvariantCulture, $"Content-Type: {ContentType}\r\n");
        head.Append(Stream is null ? string.Create(CultureInfo.InvariantCulture, $"Content-Length: {Body.Length}\r\n\r\n") : "Connection: close\r\n\r\n");
        byte[] bytes = [.. Encoding.UTF8.GetBytes(head.ToString()), .. Stream is null ? Body : []];
        await to.WriteAsync(bytes, stop).ConfigureAwait(false);
        if (Stream is not null)
        {
            await Stream(to, stop).ConfigureAwait(false);
        }
    }

    private string Reason => Status switch
    {
        200 => "OK",
        302 => "Found",
        400 => "Bad Request",
        401 => "Unauthorized",
        404 => "Not Found",
        405 => "Method Not Allowed",
        413 => "Content Too Large",
        _ => "Internal Server Error",
    };
}

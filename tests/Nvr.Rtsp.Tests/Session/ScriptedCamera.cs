using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Nvr.Rtsp.Tests.Session;

/// <summary>
/// An RTSP server on a real loopback socket that behaves well except where a test tells it not to. One thread a connection.
/// <see cref="On"/> replaces the answer to a method; what it returns is sent as it is, and null hangs up.
/// </summary>
internal sealed class ScriptedCamera : IDisposable
{
    public const string VideoSdp =
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=cam\r\nt=0 0\r\na=control:*\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n"
        + "a=fmtp:96 packetization-mode=1;profile-level-id=42c00d;sprop-parameter-sets=Z0LADdoFB+wFqDAwNSgAAAMACAAAAwGUeKFV,aM48gA==\r\n"
        + "a=control:trackID=1\r\n";

    public const string AudioSdp = "m=audio 0 RTP/AVP 8\r\na=control:trackID=2\r\n";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Socket> accepted = [];
    private readonly ConcurrentQueue<ScriptedRequest> requests = new();

    public ScriptedCamera()
    {
        listener.Start();
        Run(AcceptLoop);
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public Uri Url => new($"rtsp://127.0.0.1:{Port}/live");

    public string Sdp { get; set; } = VideoSdp;

    /// <summary>Header lines of the DESCRIBE reply besides Content-Length.</summary>
    public string DescribeHeaders { get; set; } = "Content-Type: application/sdp\r\n";

    public string SessionHeader { get; set; } = "Session: 1234";

    public Dictionary<string, Func<ScriptedRequest, string?>> On { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<ScriptedRequest> Requests => [.. requests];

    /// <summary>Puts a layer, such as TLS, over each connection.</summary>
    public Func<Stream, Stream> Wrap { get; set; } = stream => stream;

    /// <summary>The connection that played last.</summary>
    public Stream? Playing { get; private set; }

    public static string Reply(ScriptedRequest request, string status = "200 OK", string headers = "", string body = "") =>
        $"RTSP/1.0 {status}\r\nCSeq: {request.CSeq}\r\n{headers}{(body.Length > 0 ? $"Content-Length: {body.Length}\r\n" : "")}\r\n{body}";

    public void Send(params byte[][] chunks)
    {
        foreach (byte[] chunk in chunks)
        {
            Playing?.Write(chunk);
        }
    }

    public void Dispose()
    {
        listener.Stop();
        foreach (Socket socket in accepted)
        {
            socket.Dispose();
        }
    }

    private static void Run(Action body) => new Thread(() =>
    {
        try
        {
            body();
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException or InvalidOperationException or AuthenticationException)
        {
            // The other side hung up, or the test is over.
        }
    }) { IsBackground = true }.Start();

    private void AcceptLoop()
    {
        while (true)
        {
            Socket socket = listener.AcceptSocket();
            socket.NoDelay = true;
            accepted.Add(socket);
            Run(() => Serve(socket));
        }
    }

    private void Serve(Socket socket)
    {
        using Stream stream = Wrap(new NetworkStream(socket, ownsSocket: true));
        while (ScriptedRequest.Read(stream) is { } request)
        {
            if (request.Method == "PLAY")
            {
                Playing = stream;
            }
            string? answer = On.TryGetValue(request.Method, out Func<ScriptedRequest, string?>? act) ? act(request) : Usual(request);
            requests.Enqueue(request);
            if (answer is null)
            {
                return;
            }
            stream.Write(Encoding.Latin1.GetBytes(answer));
        }
    }

    public string Usual(ScriptedRequest request) => request.Method switch
    {
        "OPTIONS" => Reply(request, headers: "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n"),
        "DESCRIBE" => Reply(request, headers: DescribeHeaders, body: Sdp),
        "SETUP" => Reply(request, headers: $"Transport: {request["Transport"]}\r\n{SessionHeader}\r\n"),
        _ => Reply(request, headers: $"{SessionHeader}\r\n"),
    };
}

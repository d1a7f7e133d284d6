using System.Text;
using Fuzz.Engine;
using Nvr.Core.Auth;
using Nvr.Rtsp.Connection;
using Nvr.Rtsp.Session;
using Nvr.Rtsp.Transport;

namespace Fuzz.Targets;

/// <summary>The headers of replies that have a grammar of their own; every line is read as each of them.</summary>
internal sealed class HeadersTarget : IFuzzTarget
{
    public string Name => "headers";

    public int MaxBytes => 64 * 1024;

    public IReadOnlyList<byte[]> Words { get; } = Split.Words(
        "Digest ", "Basic ", "realm=\"", "nonce=", "qop=\"auth\"", "algorithm=SHA-256", "stale=true", "\\\"", "\"", ",", ";", "=", "-", "timeout=60",
        "RTP/AVP/TCP;unicast", "interleaved=0-1", "server_port=", "source=", "multicast", "url=", "seq=", "rtptime=");

    public IEnumerable<byte[]> Seeds() => Split.Words(
        "Digest realm=\"cam\", nonce=\"0011\", qop=\"auth,auth-int\", algorithm=SHA-256, stale=true\nBasic realm=\"x\\\"y\"",
        "Digest realm=\"a, b\",nonce=abc,opaque=\"\", Basic realm=cam, Digest nonce=\"z\"",
        "RTP/AVP;unicast;client_port=5000-5001;server_port=6000-6001;ssrc=1234ABCD;source=10.0.0.7",
        "RTP/AVP/TCP;unicast;interleaved=0-1;mode=\"PLAY\"",
        "RTP/AVP;multicast;destination=239.1.1.1;port=5000-5001;ttl=16",
        "47112344;timeout=60",
        "url=rtsp://cam/trackID=0;seq=9810;rtptime=3450012,url=rtsp://cam/trackID=1;seq=1;rtptime=0");

    public IReadOnlyList<Range> Pieces(byte[] input) => Split.Lines(input);

    public void Run(byte[] input)
    {
        string[] lines = Encoding.UTF8.GetString(input).Split('\n');
        foreach (AuthChallenge challenge in ChallengeParser.Parse(lines))
        {
            BrokenPromiseException.Unless(challenge.Scheme.Length > 0 && challenge.Realm is not null, "a challenge without scheme");
        }
        foreach (string line in lines)
        {
            Transport(new TransportHeader(line));
            bool hasSession = SessionHeader.TryParse(line, out SessionHeader session);
            BrokenPromiseException.Unless(hasSession == session.Id.Length > 0 && session.Timeout is not { TotalSeconds: <= 0 }, "a session without id or time");
            IReadOnlyList<RtpInfo> entries = RtpInfo.Parse(line);
            BrokenPromiseException.Unless(entries.All(e => e.Url is not null), "an entry without address");
            RtpInfo.For(entries, "rtsp://cam/trackID=0", 0, Math.Max(1, entries.Count));
        }
    }

    private static void Transport(TransportHeader header)
    {
        foreach ((int First, int Second)? pair in (ReadOnlySpan<(int, int)?>)[header.Interleaved, header.ServerPort, header.Port])
        {
            BrokenPromiseException.Unless(pair is null or { First: >= 0 and <= 65535, Second: >= 0 and <= 65535 }, "a port that is none");
        }
        BrokenPromiseException.Unless(header.Source is not "" && header.Destination is not "", "an empty address instead of none");
    }
}

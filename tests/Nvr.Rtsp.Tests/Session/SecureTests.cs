using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Nvr.Core;
using Nvr.Rtsp.Session;
using Xunit;

namespace Nvr.Rtsp.Tests.Session;

public sealed class SecureTests : IDisposable
{
    private readonly X509Certificate2 certificate = TestCertificate.New();
    private readonly ScriptedCamera camera;

    public SecureTests() => camera = new ScriptedCamera { Wrap = Encrypt };

    private Uri Url => new($"rtsps://127.0.0.1:{camera.Port}/live");

    private string Sha256 => Convert.ToHexStringLower(SHA256.HashData(certificate.RawData));

    public void Dispose()
    {
        camera.Dispose();
        certificate.Dispose();
    }

    [Fact]
    public async Task Certificate_OnFirstUse_IsAcceptedAndReported()
    {
        await using RtspSession session = await Play.OpenAsync(Url);
        var sink = new CountingSink();
        byte[][] frames = [.. Enumerable.Range(1, 400).Select(i => MadeRtp.Frame(0, MadeRtp.Picture(i, 1300)))];
        _ = Task.Run(() => camera.Send(frames));
        await Play.UntilAsync(session, sink, () => sink.Units(0) >= 399);
        Assert.Equal(Sha256, session.CertificateSha256);
        Assert.Equal(0, session.Stats.PacketsLost);
        Assert.Contains("TCP", camera.Requests.Single(r => r.Method == "SETUP")["Transport"]);
    }

    [Fact]
    public async Task Certificate_Pinned_IsAccepted()
    {
        await using RtspSession session = await Play.OpenAsync(Url, Pinned(Sha256.ToUpperInvariant()));
        Assert.Equal(Sha256, session.CertificateSha256);
    }

    [Fact]
    public async Task Certificate_OtherThanPinned_IsRefusedBeforeAnythingIsSaid()
    {
        NvrException e = await Assert.ThrowsAsync<NvrException>(() => Play.OpenAsync(Url, Pinned(new string('0', 64))));
        Assert.Equal(ErrorKind.Refused, e.Kind);
        Assert.Contains("certificate", e.Message);
        Assert.Empty(camera.Requests);
    }

    [Fact]
    public async Task Port_WithoutEncryption_IsSaid()
    {
        using var plain = new ScriptedCamera { Wrap = AnswerInPlainWords };
        NvrException e = await Assert.ThrowsAsync<NvrException>(() => Play.OpenAsync(new Uri($"rtsps://127.0.0.1:{plain.Port}/live")));
        Assert.Equal(ErrorKind.Protocol, e.Kind);
    }

    [Fact]
    public async Task HangUp_WhilePlaying_EndsTheSession()
    {
        await using RtspSession session = await Play.OpenAsync(Url);
        camera.Playing!.Close();
        Assert.Equal(ErrorKind.Unreachable, (await Play.UntilOverAsync(session)).Kind);
    }

    private static RtspOptions Pinned(string hash) => new() { PinnedCertificateSha256 = hash, ReplyTimeout = Play.Patience };

    private static Stream AnswerInPlainWords(Stream stream)
    {
        stream.Write("RTSP/1.0 400 Bad Request\r\n\r\n"u8);
        return stream;
    }

    private SslStream Encrypt(Stream stream)
    {
        var tls = new SslStream(stream);
        tls.AuthenticateAsServer(certificate);
        return tls;
    }
}

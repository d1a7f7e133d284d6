using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Nvr.Core;
using Nvr.Onvif.Soap;
using Nvr.Onvif.Tests.Kit;

namespace Nvr.Onvif.Tests.Soap;

public sealed class SignInTests
{
    private const string Identity = "<tds:Manufacturer>Acme</tds:Manufacturer><tds:Model>X1</tds:Model><tds:FirmwareVersion>1.2</tds:FirmwareVersion><tds:SerialNumber>42</tds:SerialNumber><tds:HardwareId>H</tds:HardwareId>";

    [Theory]
    [InlineData(0)]
    [InlineData(-7 * 3600)]
    [InlineData(5 * 86400)]
    public async Task Token_CameraClockWrong_IsMadeInTheCamerasTime(int secondsOff)
    {
        using var server = new OnvifServer();
        server.On["GetSystemDateAndTime"] = _ => Answer.Clock(Now(secondsOff));
        server.On["GetDeviceInformation"] = r => IsGood(r, Now(secondsOff)) ? Answer.Response("tds", "GetDeviceInformation", Identity) : Answer.Fault("NotAuthorized");

        using OnvifCamera camera = await Connect.To(server);

        Assert.Equal("Acme", (await camera.Device.IdentityAsync(CancellationToken.None)).Manufacturer);
        Assert.InRange(camera.ClockOffset.TotalSeconds, secondsOff - 5, secondsOff + 5);
        Assert.True(camera.IsSignedIn);
    }

    [Fact]
    public async Task Token_UtcFieldHoldsLocalTime_IsMadeInUtcAfterAll()
    {
        using var server = new OnvifServer();
        server.On["GetSystemDateAndTime"] = _ => Answer.Clock(Now(8 * 3600));
        server.On["GetDeviceInformation"] = r => IsGood(r, Now(0)) ? Answer.Response("tds", "GetDeviceInformation", Identity) : Answer.Fault("NotAuthorized");

        using OnvifCamera camera = await Connect.To(server);
        await camera.Device.IdentityAsync(CancellationToken.None);
        await camera.Device.IdentityAsync(CancellationToken.None);

        // Found out once, then known.
        Assert.Equal(3, server.Of("GetDeviceInformation").Count);
        Assert.InRange(camera.ClockOffset.TotalSeconds, -5, 5);
    }

    [Theory]
    [InlineData("MD5")]
    [InlineData("SHA-256")]
    public async Task HttpDigest_Challenged_IsAnswered(string algorithm)
    {
        using var server = new OnvifServer();
        string challenge = $"Digest realm=\"cam\", nonce=\"abc\", qop=\"auth\", algorithm={algorithm}";
        server.On["GetDeviceInformation"] = r => r.Headers.TryGetValue("Authorization", out string? answer) && IsGoodDigest(challenge, answer, r)
            ? Answer.Response("tds", "GetDeviceInformation", Identity)
            : Answer.Empty("401 Unauthorized", $"WWW-Authenticate: {challenge}\r\nWWW-Authenticate: Basic realm=\"cam\"\r\n");

        using OnvifCamera camera = await Connect.To(server);

        Assert.Equal("X1", (await camera.Device.IdentityAsync(CancellationToken.None)).Model);
        Assert.Equal("42", (await camera.Device.IdentityAsync(CancellationToken.None)).SerialNumber);
        Assert.Equal(3, server.Of("GetDeviceInformation").Count);
    }

    [Fact]
    public async Task WrongPassword_IsTriedOnceAndNeverAgain()
    {
        using var server = new OnvifServer();
        server.On["GetDeviceInformation"] = _ => Answer.Empty("401 Unauthorized", "WWW-Authenticate: Digest realm=\"cam\", nonce=\"abc\", qop=\"auth\"\r\n");
        using OnvifCamera camera = await Connect.To(server);

        NvrException e = await Assert.ThrowsAsync<NvrException>(() => camera.Device.IdentityAsync(CancellationToken.None));
        int tries = server.Requests.Count;
        await Assert.ThrowsAsync<NvrException>(() => camera.Device.IdentityAsync(CancellationToken.None));

        Assert.Equal(ErrorKind.Unauthorised, e.Kind);
        Assert.DoesNotContain("secret", e.ToString());
        Assert.Equal(tries, server.Requests.Count);
        Assert.Single(server.Requests, r => r.Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task PlainTextToken_IsTheLastResortInsideThisMachine()
    {
        using var server = new OnvifServer();
        server.On["GetDeviceInformation"] = r => r.InHeader("Password") == "secret" ? Answer.Response("tds", "GetDeviceInformation", Identity) : Answer.Fault("NotAuthorized");
        using OnvifCamera camera = await Connect.To(server);

        Assert.Equal("Acme", (await camera.Device.IdentityAsync(CancellationToken.None)).Manufacturer);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Password_OverTls_IsNotShownToWhomItIsNotMeantFor(bool isPinned, bool isMeant)
    {
        using X509Certificate2 certificate = Encryption.Certificate();
        using OnvifServer server = Encryption.Server(certificate);
        server.On["GetDeviceInformation"] = r => r.InHeader("Password") == "secret" ? Answer.Response("tds", "GetDeviceInformation", Identity) : Answer.Fault("NotAuthorized");
        using OnvifCamera camera = await ConnectAsync(server, isPinned ? Encryption.PinOf(certificate) : null, isMeant);

        NvrException e = await Assert.ThrowsAsync<NvrException>(() => camera.Device.IdentityAsync(CancellationToken.None));

        Assert.Equal(ErrorKind.Unauthorised, e.Kind);
        // The digest came first, and nothing after it showed the password.
        Assert.Contains(server.Requests, r => r.InHeader("Nonce") is not null);
        Assert.All(server.Requests, r => Assert.NotEqual("secret", r.InHeader("Password")));
    }

    [Fact]
    public async Task Basic_OverTls_IsNotAnsweredToWhomItIsNotMeantFor()
    {
        using X509Certificate2 certificate = Encryption.Certificate();
        using OnvifServer server = Encryption.Server(certificate);
        server.On["GetDeviceInformation"] = _ => Answer.Empty("401 Unauthorized", "WWW-Authenticate: Basic realm=\"cam\"\r\n");
        using OnvifCamera camera = await ConnectAsync(server, Encryption.PinOf(certificate), isMeant: false);

        await Assert.ThrowsAsync<NvrException>(() => camera.Device.IdentityAsync(CancellationToken.None));

        Assert.All(server.Requests, r => Assert.False(r.Headers.ContainsKey("Authorization")));
    }

    [Fact]
    public async Task Password_OverTls_IsTheLastResortForThePinnedDeviceThatItIsMeantFor()
    {
        using X509Certificate2 certificate = Encryption.Certificate();
        using OnvifServer server = Encryption.Server(certificate);
        server.On["GetDeviceInformation"] = r => r.InHeader("Password") == "secret" ? Answer.Response("tds", "GetDeviceInformation", Identity) : Answer.Fault("NotAuthorized");
        using OnvifCamera camera = await ConnectAsync(server, Encryption.PinOf(certificate), isMeant: true);

        Assert.Equal("Acme", (await camera.Device.IdentityAsync(CancellationToken.None)).Manufacturer);
        Assert.NotNull(server.Of("GetDeviceInformation")[0].InHeader("Nonce"));
    }

    [Fact]
    public async Task WithoutUser_NothingIsSigned_AndAskedForOneWhenNeeded()
    {
        using var server = new OnvifServer();
        server.On["GetDeviceInformation"] = _ => Answer.Fault("NotAuthorized");
        using OnvifCamera camera = await Connect.To(server, null, null);

        Assert.Equal(ErrorKind.Unauthorised, (await Assert.ThrowsAsync<NvrException>(() => camera.Device.IdentityAsync(CancellationToken.None))).Kind);
        Assert.All(server.Requests, r => Assert.Null(r.InHeader("UsernameToken")));
    }

    [Fact]
    public async Task SideBySide_Challenged_IsNotTakenForAWrongPassword()
    {
        using var server = new OnvifServer();
        string challenge = "Digest realm=\"cam\", nonce=\"abc\", qop=\"auth\"";
        server.On["GetDeviceInformation"] = r => r.Headers.ContainsKey("Authorization")
            ? Answer.Response("tds", "GetDeviceInformation", Identity)
            : Answer.Empty("401 Unauthorized", $"WWW-Authenticate: {challenge}\r\n");
        using OnvifCamera camera = await Connect.To(server);

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => camera.Device.IdentityAsync(CancellationToken.None))).WaitAsync(Connect.Bound);
    }

    private static Task<OnvifCamera> ConnectAsync(OnvifServer server, string? pin, bool isMeant)
    {
        var target = new OnvifTarget(new Uri($"https://127.0.0.1:{server.Port}/onvif/device_service"), "admin", "secret") { PinnedCertificateSha256 = pin, MayShowPassword = isMeant };
        var patient = new OnvifOptions { CallTimeout = TimeSpan.FromSeconds(30), ConnectTimeout = TimeSpan.FromSeconds(30) };
        return OnvifCamera.ConnectAsync(target, patient, Connect.Clock, CancellationToken.None).WaitAsync(Connect.Bound);
    }

    private static DateTimeOffset Now(int secondsOff) => TimeProvider.System.GetUtcNow().AddSeconds(secondsOff);

    private static bool IsGood(OnvifRequest request, DateTimeOffset cameraNow)
    {
        string created = request.InHeader("Created") ?? "";
        return created.Length > 0
            && Math.Abs((DateTimeOffset.Parse(created, CultureInfo.InvariantCulture) - cameraNow).TotalSeconds) < 30
            && request.InHeader("Password") == UsernameToken.DigestOf(Convert.FromBase64String(request.InHeader("Nonce")!), created, "secret");
    }

    private static bool IsGoodDigest(string challenge, string answer, OnvifRequest request)
    {
        Dictionary<string, string> fields = answer["Digest ".Length..].Split(", ").Select(f => f.Split('=', 2)).ToDictionary(f => f[0], f => f[1].Trim('"'));
        Func<string, string> hash = challenge.Contains("SHA-256", StringComparison.Ordinal) ? Sha256 : Md5;
        string expected = hash($"{hash("admin:cam:secret")}:abc:{fields["nc"]}:{fields["cnonce"]}:auth:{hash($"POST:{request.Path}")}");
        return fields["uri"] == request.Path && fields["response"] == expected;
    }

    private static string Sha256(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));

#pragma warning disable CA5351 // What Digest prescribes.
    private static string Md5(string text) => Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
}

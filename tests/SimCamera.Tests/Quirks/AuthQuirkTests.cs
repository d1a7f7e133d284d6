using System.Security.Cryptography;
using System.Text;
using SimCamera.Tests.Wire;

namespace SimCamera.Tests.Quirks;

public sealed class AuthQuirkTests
{
    private const string User = "admin";
    private const string Password = "p@ss:/%\"wörd";

    [Fact, Shows("digest-sha256-only")]
    public async Task DigestSha256Only_Describe_AcceptsThatAlone()
    {
        await using SimCameraServer server = await StartAsync("digest-sha256-only");
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        string challenge = Assert.Single((await DescribeAsync(client, server)).All("WWW-Authenticate"));

        Assert.Contains("SHA-256", challenge, StringComparison.Ordinal);
        Assert.Equal(200, (await DescribeAsync(client, server, Digest(server, challenge, "SHA-256", qop: true))).Status);
        Assert.Equal(401, (await DescribeAsync(client, server, Digest(server, challenge, "MD5", qop: true))).Status);
        Assert.Equal(401, (await DescribeAsync(client, server, Basic())).Status);
    }

    [Fact, Shows("several-challenges")]
    public async Task SeveralChallenges_Describe_OffersThreeAndTakesAny()
    {
        await using SimCameraServer server = await StartAsync("several-challenges");
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        IReadOnlyList<string> challenges = (await DescribeAsync(client, server)).All("WWW-Authenticate");

        Assert.Equal(["Basic", "Digest", "Digest"], challenges.Select(c => c.Split(' ')[0]));
        Assert.Equal(200, (await DescribeAsync(client, server, Basic())).Status);
        Assert.Equal(200, (await DescribeAsync(client, server, Digest(server, challenges[1], "MD5", qop: true))).Status);
        Assert.Equal(200, (await DescribeAsync(client, server, Digest(server, challenges[2], "SHA-256", qop: true))).Status);
    }

    [Fact, Shows("digest-no-qop")]
    public async Task DigestNoQop_Describe_WorksAsOfOld()
    {
        await using SimCameraServer server = await StartAsync("digest-no-qop");
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        string challenge = (await DescribeAsync(client, server)).Header("WWW-Authenticate")!;

        Assert.DoesNotContain("qop", challenge, StringComparison.Ordinal);
        Assert.DoesNotContain("algorithm", challenge, StringComparison.Ordinal);
        Assert.Equal(200, (await DescribeAsync(client, server, Digest(server, challenge, null, qop: false))).Status);
    }

    [Fact, Shows("basic-only")]
    public async Task BasicOnly_Describe_TakesBasic()
    {
        await using SimCameraServer server = await StartAsync("basic-only");
        using RawRtsp client = await RawRtsp.ConnectAsync(server);

        Assert.StartsWith("Basic ", (await DescribeAsync(client, server)).Header("WWW-Authenticate"), StringComparison.Ordinal);
        Assert.Equal(200, (await DescribeAsync(client, server, Basic())).Status);
        Assert.Equal(401, (await DescribeAsync(client, server, "Basic bm86bm8=")).Status);
    }

    [Fact, Shows("stale-nonce")]
    public async Task StaleNonce_SecondUse_IsRefusedAsStale()
    {
        await using SimCameraServer server = await StartAsync("stale-nonce");
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        string challenge = (await DescribeAsync(client, server)).Header("WWW-Authenticate")!;
        string answer = Digest(server, challenge, "MD5", qop: true);

        Assert.Equal(200, (await DescribeAsync(client, server, answer)).Status);
        RawReply second = await DescribeAsync(client, server, answer);
        Assert.Equal(401, second.Status);
        Assert.Contains("stale=true", second.Header("WWW-Authenticate"), StringComparison.Ordinal);
        string fresh = Digest(server, second.Header("WWW-Authenticate")!, "MD5", qop: true);
        Assert.Equal(200, (await DescribeAsync(client, server, fresh)).Status);
    }

    [Fact]
    public async Task Digest_WrongPassword_IsRefused()
    {
        await using SimCameraServer server = await StartAsync();
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        string challenge = (await DescribeAsync(client, server)).Header("WWW-Authenticate")!;

        Assert.Equal(401, (await DescribeAsync(client, server, Digest(server, challenge, "MD5", qop: true, password: "no"))).Status);
    }

    [Fact, Shows("unauthorized")]
    public async Task Unauthorized_RightPassword_IsStillRefused()
    {
        await using SimCameraServer server = await StartAsync("unauthorized");
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        string challenge = (await DescribeAsync(client, server)).Header("WWW-Authenticate")!;

        Assert.Equal(401, (await DescribeAsync(client, server, Digest(server, challenge, "MD5", qop: true))).Status);
    }

    private static Task<SimCameraServer> StartAsync(params string[] quirks) =>
        SmallCamera.StartAsync(SmallCamera.Options with { User = User, Password = Password, Quirks = quirks });

    private static Task<RawReply> DescribeAsync(RawRtsp client, SimCameraServer server, string? authorization = null)
    {
        client.Authorization = authorization;
        return client.AskAsync("DESCRIBE", server.Cameras[0].Url.ToString());
    }

    private static string Basic() => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"));

    private static string Digest(SimCameraServer server, string challenge, string? algorithm, bool qop, string password = Password)
    {
        string Part(string name) => challenge.Split(name + "=\"")[1].Split('"')[0];
        string uri = server.Cameras[0].Url.ToString();
        string first = Hash(algorithm, $"{User}:{Part("realm")}:{password}");
        string second = Hash(algorithm, $"DESCRIBE:{uri}");
        string middle = qop ? ":00000001:abc:auth:" : ":";
        string response = Hash(algorithm, first + ":" + Part("nonce") + middle + second);
        return $"Digest username=\"{User}\", realm=\"{Part("realm")}\", nonce=\"{Part("nonce")}\", uri=\"{uri}\", response=\"{response}\""
            + (algorithm is null ? "" : $", algorithm={algorithm}") + (qop ? ", qop=auth, nc=00000001, cnonce=\"abc\"" : "");
    }

    private static string Hash(string? algorithm, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
#pragma warning disable CA5351 // RFC 2617 names MD5.
        return Convert.ToHexStringLower(algorithm == "SHA-256" ? SHA256.HashData(bytes) : MD5.HashData(bytes));
#pragma warning restore CA5351
    }
}

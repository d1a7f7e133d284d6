using System.Security.Cryptography;
using SimCamera.Tests.Foreign;
using SimCamera.Tests.Quirks;

namespace SimCamera.Tests.Onvif;

public sealed class AuthTests
{
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Token_Fresh_PassesOnceAndNotTwice()
    {
        await using TestDevice test = await TestDevice.LockedAsync();
        test.Client.Header = RawOnvif.Token(TestDevice.Admin, TestDevice.Password, Now);

        Assert.Equal(200, (await test.Client.AskAsync(RawOnvif.Device, "GetUsers")).Status);
        Assert.Contains("ter:NotAuthorized", (await test.Client.AskAsync(RawOnvif.Device, "GetUsers")).Faults);
    }

    [Theory]
    [InlineData(TestDevice.Admin, TestDevice.Password, -60)]
    [InlineData(TestDevice.Admin, TestDevice.Password, 60)]
    [InlineData(TestDevice.Admin, "wrong", 0)]
    [InlineData("nobody", TestDevice.Password, 0)]
    public async Task Token_WrongOrStale_IsRefused(string user, string password, int secondsOff)
    {
        await using TestDevice test = await TestDevice.LockedAsync();
        test.Client.Header = RawOnvif.Token(user, password, Now.AddSeconds(secondsOff));

        Assert.Contains("ter:NotAuthorized", (await test.Client.AskAsync(RawOnvif.Device, "GetScopes")).Faults);
    }

    [Fact]
    public async Task Token_WithThePasswordItself_Passes()
    {
        await using TestDevice test = await TestDevice.LockedAsync();
        test.Client.Header = RawOnvif.PlainToken(TestDevice.Admin, TestDevice.Password);

        Assert.Equal(200, (await test.Client.AskAsync(RawOnvif.Device, "GetUsers")).Status);
    }

    [Fact]
    public async Task Level_TooLow_IsRefusedWithoutAskingAgain()
    {
        await using TestDevice test = await TestDevice.LockedAsync();
        test.Client.Header = RawOnvif.Token("viewer", "look", Now);
        Assert.Equal(200, (await test.Client.AskAsync(RawOnvif.Device, "GetScopes")).Status);
        test.Client.Header = RawOnvif.Token("viewer", "look", Now);
        OnvifAnswer refusal = await test.Client.AskAsync(RawOnvif.Device, "SystemReboot");

        Assert.Equal((400, 0), (refusal.Status, refusal.Challenges.Count));
        Assert.Equal(0, test.Device.Reboots);
    }

    [Theory]
    [InlineData(TestDevice.Password, "200")]
    [InlineData("wrong", "401")]
    public async Task Digest_Curl_IsJudged(string password, string status)
    {
        await using TestDevice test = await TestDevice.LockedAsync();
        string body = test.Client.Envelope($"<GetUsers xmlns=\"{RawOnvif.Device}\"/>");
        ForeignProgram curl = await ForeignProgram.RunAsync(
            "curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "--digest", "-u", $"{TestDevice.Admin}:{password}", "-d", body, test.Device.Url.ToString());

        Assert.Equal(status, curl.Output);
    }

    [Fact]
    public async Task Challenge_WithoutAPassword_OffersBothAlgorithms()
    {
        await using TestDevice test = await TestDevice.LockedAsync();
        OnvifAnswer refusal = await test.Client.AskAsync(RawOnvif.Device, "GetScopes");

        Assert.Equal(401, refusal.Status);
        Assert.Equal(["MD5", "SHA-256"], refusal.Challenges.Select(c => c.Contains("SHA-256", StringComparison.Ordinal) ? "SHA-256" : "MD5"));
        Assert.Equal(200, (await test.Client.AskAsync(RawOnvif.Device, "GetSystemDateAndTime")).Status);
    }

    [Fact, Shows("onvif-digest-only")]
    public async Task DigestOnly_Token_IsNotLookedAt()
    {
        await using TestDevice test = await TestDevice.LockedAsync("onvif-digest-only");
        test.Client.Header = RawOnvif.Token(TestDevice.Admin, TestDevice.Password, Now);

        Assert.Equal(401, (await test.Client.AskAsync(RawOnvif.Device, "GetScopes")).Status);
        Assert.Equal(200, (await test.Client.AskWithDigestAsync(TestDevice.Admin, TestDevice.Password, RawOnvif.Device, "GetScopes")).Status);
    }

    [Fact, Shows("onvif-token-only")]
    public async Task TokenOnly_Digest_IsNeverAskedFor()
    {
        await using TestDevice test = await TestDevice.LockedAsync("onvif-token-only");
        OnvifAnswer refusal = await test.Client.AskAsync(RawOnvif.Device, "GetScopes");
        test.Client.Header = RawOnvif.Token(TestDevice.Admin, TestDevice.Password, Now);

        Assert.Equal((400, 0), (refusal.Status, refusal.Challenges.Count));
        Assert.Equal(200, (await test.Client.AskAsync(RawOnvif.Device, "GetScopes")).Status);
    }

    [Fact, Shows("onvif-token-again")]
    public async Task TokenAgain_SameToken_PassesTwice()
    {
        await using TestDevice test = await TestDevice.LockedAsync("onvif-token-again");
        test.Client.Header = RawOnvif.Token(TestDevice.Admin, TestDevice.Password, Now);

        Assert.Equal(200, (await test.Client.AskAsync(RawOnvif.Device, "GetUsers")).Status);
        Assert.Equal(200, (await test.Client.AskAsync(RawOnvif.Device, "GetUsers")).Status);
    }

    [Fact, Shows("onvif-password-always")]
    public async Task PasswordAlways_Time_NeedsOne()
    {
        await using TestDevice test = await TestDevice.LockedAsync("onvif-password-always");

        Assert.Equal(401, (await test.Client.AskAsync(RawOnvif.Device, "GetSystemDateAndTime")).Status);
        Assert.Equal(200, (await test.Client.AskWithDigestAsync("viewer", "look", RawOnvif.Device, "GetSystemDateAndTime")).Status);
    }

    [Fact, Shows("onvif-wrong-clock")]
    public async Task WrongClock_Token_MustFollowTheCamerasOwnTime()
    {
        await using TestDevice test = await TestDevice.LockedAsync("onvif-wrong-clock=3");
        OnvifAnswer time = (await test.Client.AskAsync(RawOnvif.Device, "GetSystemDateAndTime")).Fine();
        test.Client.Header = RawOnvif.Token(TestDevice.Admin, TestDevice.Password, Now);
        OnvifAnswer byOurs = await test.Client.AskAsync(RawOnvif.Device, "GetScopes");
        test.Client.Header = RawOnvif.Token(TestDevice.Admin, TestDevice.Password, Now.AddHours(3));
        OnvifAnswer byIts = await test.Client.AskAsync(RawOnvif.Device, "GetScopes");

        Assert.Contains(time["Hour"], (string[])[$"{Now.AddHours(3).Hour}", $"{Now.AddHours(3).AddMinutes(-1).Hour}"]);
        Assert.Equal((401, 200), (byOurs.Status, byIts.Status));
    }

    [Fact, Shows("onvif-local-time")]
    public async Task LocalTime_UtcField_MisleadsWhoTrustsIt()
    {
        await using TestDevice test = await TestDevice.LockedAsync("onvif-local-time=8");
        OnvifAnswer time = (await test.Client.AskAsync(RawOnvif.Device, "GetSystemDateAndTime")).Fine();
        test.Client.Header = RawOnvif.Token(TestDevice.Admin, TestDevice.Password, Now.AddHours(8));
        OnvifAnswer trusting = await test.Client.AskAsync(RawOnvif.Device, "GetScopes");
        test.Client.Header = RawOnvif.Token(TestDevice.Admin, TestDevice.Password, Now);
        OnvifAnswer wise = await test.Client.AskAsync(RawOnvif.Device, "GetScopes");

        Assert.Contains(time["Hour"], (string[])[$"{Now.AddHours(8).Hour}", $"{Now.AddHours(8).AddMinutes(-1).Hour}"]);
        Assert.Equal((401, 200), (trusting.Status, wise.Status));
    }

    [Fact]
    public async Task Snapshot_WithThePassword_IsAPicture()
    {
        await using TestDevice test = await TestDevice.LockedAsync();
        var url = new Uri($"http://{test.Device.Url.Authority}/snapshot/1");
        string file = Path.Combine(Path.GetTempPath(), $"{RandomNumberGenerator.GetHexString(16)}.jpg");
        ForeignProgram refused = await ForeignProgram.RunAsync("curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", url.ToString());
        await ForeignProgram.RunAsync("curl", "-s", "-o", file, "--digest", "-u", $"{TestDevice.Admin}:{TestDevice.Password}", url.ToString());
        ForeignProgram probe = await ForeignProgram.RunAsync("ffprobe", "-v", "error", "-show_entries", "stream=codec_name,width,height", "-of", "csv=p=0", file);
        File.Delete(file);

        Assert.Equal("401", refused.Output);
        Assert.Equal("mjpeg,320,240", probe.Output.Trim());
    }
}

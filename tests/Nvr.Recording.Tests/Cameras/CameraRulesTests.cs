using Nvr.Core;
using Nvr.Recording.Cameras;

namespace Nvr.Recording.Tests.Cameras;

public sealed class CameraRulesTests
{
    private static CameraSettings With(string name, string url) => new() { Name = name, MainUrl = new Uri(url) };

    [Fact]
    public void Credentials_InTheAddress_AreTakenOut()
    {
        CameraSettings stored = CameraRules.Normalise(With("door", "rtsp://admin:p%40ss%3A%2F%25%22@10.0.0.5/s1?x=1"));

        Assert.Equal("rtsp://10.0.0.5/s1?x=1", stored.MainUrl.ToString());
        Assert.Equal("admin", stored.UserName);
        Assert.Equal("p@ss:/%\"", stored.Password);
    }

    [Fact]
    public void Settings_AsText_ShowNoPassword() =>
        Assert.Equal("door", (With("door", "rtsp://u:s3cret@10.0.0.5/a?pwd=s3cret") with { Password = "s3cret" }).ToString());

    [Fact]
    public void Port_IsKept()
    {
        Assert.Equal("rtsp://10.0.0.5:8554/a", CameraRules.Normalise(With("door", "rtsp://u:p@10.0.0.5:8554/a")).MainUrl.ToString());
    }

    [Theory]
    [InlineData("", "rtsp://10.0.0.5/a")]
    [InlineData("   ", "rtsp://10.0.0.5/a")]
    [InlineData("bell\u0007", "rtsp://10.0.0.5/a")]
    [InlineData("door", "http://10.0.0.5/a")]
    [InlineData("door", "file:///etc/passwd")]
    public void WrongSettings_AreRefused_InWords(string name, string url)
    {
        NvrException refusal = Assert.Throws<NvrException>(() => CameraRules.Normalise(With(name, url)));

        Assert.Equal(ErrorKind.InvalidInput, refusal.Kind);
        Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GivenPassword_Wins_OverTheAddress()
    {
        CameraSettings stored = CameraRules.Normalise(With("door", "rtsp://a:b@10.0.0.5/a") with { UserName = "x", Password = "y" });

        Assert.Equal(("x", "y"), (stored.UserName, stored.Password));
    }

    [Theory]
    [InlineData(null, 30)]
    [InlineData(7, 6)]
    [InlineData(7, 0)]
    public void EventDays_ThatWouldDoNothing_AreRefused_InWords(int? days, int eventDays)
    {
        NvrException refusal = Assert.Throws<NvrException>(
            () => CameraRules.Normalise(With("door", "rtsp://10.0.0.5/a") with { RetainDays = days, EventRetainDays = eventDays }));

        Assert.Contains("events is kept", refusal.Message, StringComparison.Ordinal);
    }
}

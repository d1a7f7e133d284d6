using Nvr.Adoption.Adopting;
using Nvr.Core;

namespace Nvr.Adoption.Tests.Adopting;

public sealed class SiteAccountTests
{
    [Fact]
    public void Account_Set_IsThereAfterARestart()
    {
        using var test = new TestRoom();
        test.Site.Set(new CameraAccount("admin", "site-2026"));

        Assert.Equal(new CameraAccount("admin", "site-2026"), test.ReopenSite().Account);
    }

    [Theory]
    [InlineData("admin", "short")]
    [InlineData("admin", "far-too-long-for-cameras")]
    [InlineData("admin", "with a space")]
    [InlineData("admin", "kürzlich-1")]
    [InlineData("", "site-2026")]
    [InlineData("a b", "site-2026")]
    public void Account_ThatCamerasDoNotTake_IsRefused(string user, string password)
    {
        using var test = new TestRoom();

        Assert.Equal(ErrorKind.InvalidInput, Assert.Throws<NvrException>(() => test.Site.Set(new CameraAccount(user, password))).Kind);
        Assert.Null(test.ReopenSite().Account);
    }
}

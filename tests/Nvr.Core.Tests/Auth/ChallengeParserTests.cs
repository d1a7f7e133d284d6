using Nvr.Core.Auth;
using Xunit;

namespace Nvr.Core.Tests.Auth;

public sealed class ChallengeParserTests
{
    [Theory]
    [InlineData("Digest realm=\"cam", "cam")]
    [InlineData("Digest realm=\"", "")]
    public void Quote_ThatNeverEnds_EndsWithTheHeader(string header, string realm) =>
        Assert.Equal(realm, Assert.Single(ChallengeParser.Parse([header])).Realm);
}

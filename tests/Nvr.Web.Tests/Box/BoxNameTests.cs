using Nvr.Core;
using Nvr.Web.Box;
using Xunit;

namespace Nvr.Web.Tests.Box;

public sealed class BoxNameTests
{
    [Theory]
    [InlineData("Shop", "Shop")]
    [InlineData("  Schule, Westflügel ", "Schule, Westflügel")]
    [InlineData("7", "7")]
    [InlineData("店", "店")]
    [InlineData("12345678901234567890123456789012", "12345678901234567890123456789012")]
    public void Check_OfWhatAPersonWouldWrite_TakesItWithoutTheBlanks(string typed, string name) => Assert.Equal(name, BoxName.Check(typed));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("123456789012345678901234567890123")]
    [InlineData("two\nlines")]
    [InlineData("---")]
    [InlineData("shop\u202Egnp")]
    [InlineData("shop\uD800")]
    public void Check_OfWhatNobodyCouldReadOrTell_IsRefusedWithTheField(string typed)
    {
        NvrException refused = Assert.Throws<NvrException>(() => BoxName.Check(typed));

        Assert.Equal((ErrorKind.InvalidInput, "'name' must have 1 to 32 characters, a letter or a digit among them."), (refused.Kind, refused.Message));
    }

    [Theory]
    [InlineData("Shop", "shop")]
    [InlineData("Schule, Westflügel", "schule-westfluegel")]
    [InlineData("  Straße 7!", "strasse-7")]
    [InlineData("--a--b--", "a-b")]
    [InlineData("店", null)]
    [InlineData("10.0.0.1", null)]
    [InlineData("42", null)]
    public void HostLabel_IsLettersDigitsAndHyphens_OrNothing(string name, string? label) => Assert.Equal(label, BoxName.HostLabel(name));

    [Fact]
    public void HostLabel_OfTheLongestName_FitsIntoALabel()
    {
        string label = BoxName.HostLabel(new string('ß', BoxName.MostCharacters))!;

        Assert.Equal(63, label.Length);
    }
}

namespace SimCamera.Tests;

public sealed class OptionsTests
{
    [Theory]
    [InlineData("no-such-quirk", "no quirk")]
    [InlineData("stall-after=soon", "cannot be given")]
    [InlineData("aud=3", "cannot be given")]
    public async Task Quirk_WrongText_IsRefusedInPlainWords(string quirk, string words)
    {
        ArgumentException e = await Assert.ThrowsAsync<ArgumentException>(() => SmallCamera.StartAsync(quirk));
        Assert.Contains(words, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../etc")]
    [InlineData("")]
    public async Task Camera_BadName_IsRefused(string name) =>
        await Assert.ThrowsAsync<ArgumentException>(() => SmallCamera.StartAsync(SmallCamera.Options with { Name = name }));

    [Fact]
    public async Task Camera_BadSize_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => SmallCamera.StartAsync(SmallCamera.Options with { Width = 333 }));
}

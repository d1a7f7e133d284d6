using System.Text;
using Nvr.Board.Display;

namespace Nvr.Board.Tests.Display;

/// <summary>Drawing, and the format of the chip.</summary>
public sealed class ScreenTests
{
    [Fact]
    public void Pixels_LieInTheChipsOrder()
    {
        var screen = new Screen(128, 64);
        screen.Light(0, 0);
        screen.Light(3, 7);
        screen.Light(127, 8);
        screen.Light(5, 63);

        byte[] pages = screen.ToPages();

        Assert.Equal(1024, pages.Length);
        Assert.Equal((1, 0x80, 1, 0x80), (pages[0], pages[3], pages[128 + 127], pages[(7 * 128) + 5]));
        Assert.Equal(4, pages.Count(b => b != 0));
    }

    [Fact]
    public void Letters_LookLikeThemselves()
    {
        var screen = new Screen(8, 16);
        screen.Write(0, 0, ScreenFont.Large, "L");

        int[] rows = [.. Enumerable.Range(0, 16).Where(y => Enumerable.Range(0, 8).Any(x => screen.IsLit(x, y)))];
        int Width(int y) => Enumerable.Range(0, 8).Count(x => screen.IsLit(x, y));
        // An upright stroke, and a foot at the lowest of its rows.
        Assert.All(rows[..^2], y => Assert.InRange(Width(y), 1, 2));
        Assert.True(Width(rows[^1]) >= 4);
        Assert.InRange(rows.Length, 8, 14);
    }

    [Fact]
    public void Outside_IsLeftOut()
    {
        var screen = new Screen(16, 16);
        screen.Fill(-5, -5, 100, 100);
        screen.Write(12, 12, ScreenFont.Small, "W");

        Assert.All(Enumerable.Range(0, 256), i => Assert.True(screen.IsLit(i % 16, i / 16)));
    }

    [Fact]
    public void CharacterThatTheFontLacks_IsAQuestionMark() =>
        Assert.All(
            Enumerable.Range(0, 96),
            i => Assert.Equal(ScreenFont.Small.IsLit(new Rune('?'), i % 6, i / 8), ScreenFont.Small.IsLit(new Rune(0x1F600), i % 6, i / 8)));

    [Fact]
    public void File_ThatIsNoFont_IsRefused()
    {
        Assert.Throws<InvalidDataException>(() => ScreenFont.Read([1, 2, 3]));
        byte[] cut = new byte[64];
        byte[] header = [0x72, 0xb5, 0x4a, 0x86, 0, 0, 0, 0, 32, 0, 0, 0, 1, 0, 0, 0, 0, 2, 0, 0, 12, 0, 0, 0, 12, 0, 0, 0, 6, 0, 0, 0];
        header.CopyTo(cut, 0);
        Assert.Throws<InvalidDataException>(() => ScreenFont.Read(cut));
    }
}

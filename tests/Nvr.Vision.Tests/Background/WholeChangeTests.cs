using Nvr.Vision.Background;
using Nvr.Vision.Planes;

namespace Nvr.Vision.Tests.Background;

public sealed class WholeChangeTests
{
    private static readonly CellGrid Grid = new(160, 90, 4);

    [Theory]
    [InlineData(12, 0, 0, 0)]
    [InlineData(0, 0.2, 0, 0)]
    [InlineData(-8, -0.1, 0, 0)]
    [InlineData(0, 0, 0.5, -0.3)]
    [InlineData(5, 0.1, -0.4, 0.4)]
    public void Change_IsFoundAlthoughSomethingMoves(float offset, float gain, float right, float down)
    {
        var background = new BackgroundModel(Grid);
        float[] still = new float[Grid.Count];
        Fill(still, (x, y) => Scene(x, y));
        background.Reset(still);
        float[] now = new float[Grid.Count];
        Fill(now, (x, y) => (Scene(x + right, y + down) * (1 + gain)) - (gain * 128) + offset);
        // A lorry: a tenth of the picture.
        Fill(now, (x, y) => x is > 40 and < 80 && y is > 20 and < 56 ? 20 : now[((int)y * Grid.Width) + (int)x]);

        WholeChange found = new WholeChangeFinder(Grid).Find(background, now);

        Assert.Equal(offset, found.Offset, 1.0);
        Assert.Equal(gain, found.Gain, 0.03);
        Assert.Equal(right, found.Right, 0.12);
        Assert.Equal(down, found.Down, 0.12);
    }

    [Fact]
    public void Picture_OfOneBrightness_HasNoShift()
    {
        var background = new BackgroundModel(Grid);
        float[] grey = new float[Grid.Count];
        grey.AsSpan().Fill(100);
        background.Reset(grey);
        grey.AsSpan().Fill(110);

        WholeChange found = new WholeChangeFinder(Grid).Find(background, grey);

        Assert.Equal((0f, 0f), (found.Right, found.Down));
        Assert.Equal(10, found.At(100, 0, 0), 0.3);
    }

    private static float Scene(float x, float y) => 128 + (50 * MathF.Sin(x * 0.35f)) + (40 * MathF.Sin((y * 0.4f) + 1));

    private static void Fill(float[] cells, Func<float, float, float> value)
    {
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = value(i % Grid.Width, i / Grid.Width);
        }
    }
}

using Nvr.Core.Events;
using Nvr.Recording.Watching;

namespace Nvr.Recording.Tests.Watching;

public sealed class PictureAreaTests
{
    private static readonly PictureArea s_left = new([new(0, 0), new(0.5, 0), new(0.5, 1), new(0, 1)]);

    // An L: all but the upper right quarter.
    private static readonly PictureArea s_dented = new([new(0, 0), new(0.5, 0), new(0.5, 0.5), new(1, 0.5), new(1, 1), new(0, 1)]);

    // A U, whose two arms reach into the upper half.
    private static readonly PictureArea s_arms = new([new(0, 0), new(0.2, 0), new(0.2, 0.8), new(0.8, 0.8), new(0.8, 0), new(1, 0), new(1, 1), new(0, 1)]);

    [Theory]
    [InlineData(0.1f, 0.1f, 0.2f, 0.2f, 1)]
    [InlineData(0.6f, 0.1f, 0.2f, 0.2f, 0)]
    [InlineData(0.4f, 0.1f, 0.2f, 0.2f, 0.5)]
    [InlineData(0f, 0f, 1f, 1f, 0.5)]
    public void Rectangle_CoversAShare(float left, float top, float width, float height, double cover) =>
        Assert.Equal(cover, s_left.CoverOf(new EventBox(left, top, width, height)), 4);

    [Fact]
    public void Dents_AreLeftOut()
    {
        Assert.Equal(0, s_dented.CoverOf(new EventBox(0.6f, 0.1f, 0.3f, 0.3f)), 4);
        Assert.Equal(0.75, s_dented.CoverOf(new EventBox(0.25f, 0.25f, 0.5f, 0.5f)), 4);
        Assert.Equal(0.4, s_arms.CoverOf(new EventBox(0, 0, 1, 0.5f)), 4);
    }

    [Fact]
    public void Direction_DoesNotMatter()
    {
        PictureArea other = new([new(0, 1), new(0.5, 1), new(0.5, 0), new(0, 0)]);

        Assert.Equal(0.5, other.Area, 6);
        Assert.Equal(1, other.CoverOf(new EventBox(0.1f, 0.1f, 0.2f, 0.2f)), 4);
    }

    [Fact]
    public void BoxWithoutExtent_IsAPoint()
    {
        Assert.Equal(1, s_left.CoverOf(new EventBox(0.25f, 0.25f, 0, 0)), 3);
        Assert.Equal(0, s_left.CoverOf(new EventBox(0.75f, 0.25f, 0, 0)), 3);
    }

    [Fact]
    public void AnyBox_IsCoveredAsByCountingPoints()
    {
        var random = new Random(5);
        for (int n = 0; n < 50; n++)
        {
            var box = new EventBox((float)random.NextDouble() * 0.6f, (float)random.NextDouble() * 0.6f, 0.05f + ((float)random.NextDouble() * 0.3f), 0.05f + ((float)random.NextDouble() * 0.3f));
            int inside = 0;
            for (int i = 0; i < 10_000; i++)
            {
                (double x, double y) = (box.Left + (box.Width * ((i % 100) + 0.5) / 100), box.Top + (box.Height * ((i / 100) + 0.5) / 100));
                inside += x is < 0.2 or > 0.8 || y > 0.8 ? 1 : 0;
            }
            Assert.Equal(inside / 10_000.0, s_arms.CoverOf(box), 0.02);
        }
    }
}

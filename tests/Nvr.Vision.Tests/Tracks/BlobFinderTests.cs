using Nvr.Vision.Planes;
using Nvr.Vision.Tracks;

namespace Nvr.Vision.Tests.Tracks;

public sealed class BlobFinderTests
{
    private static readonly CellGrid Grid = new(20, 10, 4);
    private readonly float[] strengths = new float[Grid.Count];

    [Fact]
    public void Cells_AcrossAGapOfOne_AreOneBlob()
    {
        Move(2, 2, 2);
        Move(4, 2, 3);
        Move(4, 4, 1);

        Assert.Equal([new Blob(new CellBox(2, 2, 5, 5), 3, 6)], new BlobFinder(Grid).Find(strengths));
    }

    [Fact]
    public void Cells_FurtherApart_AreTwo_StrongestFirst()
    {
        for (int i = 0; i < 3; i++)
        {
            Move(0, i, 1);
            Move(19, i, 5);
        }

        Assert.Equal([15f, 3f], new BlobFinder(Grid).Find(strengths).Select(b => b.Strength));
    }

    [Fact]
    public void SingleCells_AreNoise()
    {
        Move(3, 3, 9);
        Move(3, 4, 9);

        Assert.Empty(new BlobFinder(Grid).Find(strengths));
    }

    [Fact]
    public void WholePicture_IsOneBlob_AndWeatherIsBounded()
    {
        strengths.AsSpan().Fill(1);
        var finder = new BlobFinder(Grid);
        Assert.Equal([new Blob(new CellBox(0, 0, 20, 10), 200, 200)], finder.Find(strengths));

        CellGrid large = new(160, 90, 4);
        float[] rain = new float[large.Count];
        for (int y = 0; y < 88; y += 6)
        {
            for (int x = 0; x < 156; x += 4)
            {
                rain[(y * 160) + x] = rain[((y + 1) * 160) + x] = rain[((y + 2) * 160) + x] = 1;
            }
        }
        Assert.Equal(64, new BlobFinder(large).Find(rain).Count);
    }

    private void Move(int x, int y, float strength) => strengths[(y * Grid.Width) + x] = strength;
}

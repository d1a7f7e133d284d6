using Nvr.Vision.Planes;

namespace Nvr.Vision.Tests.Planes;

public sealed class CellReducerTests
{
    [Theory]
    [InlineData(640, 360, 160, 90, 4)]
    [InlineData(1920, 1080, 160, 90, 12)]
    [InlineData(704, 576, 176, 144, 4)]
    [InlineData(352, 288, 176, 144, 2)]
    [InlineData(100, 80, 100, 80, 1)]
    [InlineData(3840, 2160, 160, 90, 24)]
    [InlineData(1000, 3, 333, 1, 3)]
    public void Grid_HasAboutAHundredAndSixtyCellsSideBySide(int width, int height, int across, int below, int pixels)
    {
        Assert.Equal(new CellGrid(across, below, pixels), CellGrid.Of(width, height));
    }

    [Theory]
    [InlineData(640, 360, 640)]
    [InlineData(641, 362, 704)]
    [InlineData(37, 11, 40)]
    [InlineData(1920, 1080, 1920)]
    public void Cells_AreTheMeansOfTheirPixels(int width, int height, int stride)
    {
        byte[] luma = new byte[stride * height];
        new Random(1).NextBytes(luma);
        CellGrid grid = CellGrid.Of(width, height);
        float[] cells = new float[grid.Count];

        new CellReducer(grid).Reduce(luma, stride, cells);

        for (int i = 0; i < cells.Length; i++)
        {
            (int row, int column) = Math.DivRem(i, grid.Width);
            double sum = 0;
            for (int y = 0; y < grid.Pixels; y++)
            {
                for (int x = 0; x < grid.Pixels; x++)
                {
                    sum += luma[(((row * grid.Pixels) + y) * stride) + (column * grid.Pixels) + x];
                }
            }
            Assert.Equal(sum / (grid.Pixels * grid.Pixels), cells[i], 1e-3);
        }
    }

    [Fact]
    public void Cells_OfWhite_DoNotOverflow()
    {
        CellGrid grid = CellGrid.Of(3840, 2160);
        float[] cells = new float[grid.Count];
        byte[] white = new byte[3840 * 2160];
        white.AsSpan().Fill(255);

        new CellReducer(grid).Reduce(white, 3840, cells);

        Assert.All(cells, c => Assert.Equal(255, c, 1e-3));
    }
}

using Nvr.Vision.Planes;

namespace Nvr.Vision.Tests.Planes;

public sealed class PassingFilterTests
{
    [Fact]
    public void WhatIsThereInOnePicture_IsTakenOut()
    {
        Assert.Equal([0, 0, 0, 0, 0], Filtered(0, 0, 30, 0, 0));
    }

    [Fact]
    public void WhatStays_ComesOnePictureLater()
    {
        Assert.Equal([0, 0, 0, 30, 30], Filtered(0, 0, 30, 30, 30));
    }

    [Fact]
    public void SwitchedOff_ItCountsAndChangesNothing()
    {
        var filter = new PassingFilter(1);
        List<(float, int)> seen = [];
        foreach (float value in (float[])[0, 0, 30, 0, 0])
        {
            float[] cell = [value];
            int passing = filter.Filter(cell, false, 5);
            seen.Add((cell[0], passing));
        }

        Assert.Equal([(0, 0), (0, 0), (30, 0), (0, 1), (0, 0)], seen);
    }

    private static float[] Filtered(params float[] values)
    {
        var filter = new PassingFilter(1);
        return [.. values.Select(value =>
        {
            float[] cell = [value];
            filter.Filter(cell, true, 5);
            return cell[0];
        })];
    }
}

using Nvr.Media.Watching;

namespace Nvr.Media.Tests.Watching;

/// <summary>Scripted measurements of boards that there are, could be, and had better not be.</summary>
public sealed class DecoderTrialTests
{
    private const double SoftwareUs = 3000;

    [Fact]
    public void CheaperBoard_ThatShowsTheSame_IsUsed_AndNotBeforeItIsKnown()
    {
        var trial = new DecoderTrial();
        Run(trial, DecoderTrial.Units - 1, boardUs: 400);
        Assert.Null(trial.IsBoardBetter);
        Run(trial, 1, boardUs: 400);
        Assert.True(trial.IsBoardBetter);
    }

    [Theory]
    [InlineData(2900)]
    [InlineData(20_000)]
    public void BoardThatCostsAsMuch_IsNotUsed(double boardUs) => Assert.False(Judge(boardUs: boardUs));

    [Fact]
    public void PicturesInItsQueues_AreForgiven_ThoseThatNeverCome_AreNot()
    {
        Assert.True(Judge(heldBack: DecoderTrial.MostHeldBack));
        Assert.False(Judge(heldBack: DecoderTrial.MostHeldBack + 1));
        Assert.False(Judge(heldBack: DecoderTrial.Units));
    }

    [Theory]
    [InlineData(1.5f, true)]
    [InlineData(2.5f, false)]
    [InlineData(-100f, false)]
    [InlineData(float.NaN, false)]
    public void Brightness_MayDifferByRounding_NotByMore(float off, bool isUsed) => Assert.Equal(isUsed, Judge(off: off));

    [Fact]
    public void PicturesThatNobodySent_AreStrange() => Assert.False(Judge(shiftUs: 7));

    [Fact]
    public void StreamThatSoftwareShowsNothingOf_ProvesNothing()
    {
        var trial = new DecoderTrial();
        for (int i = 0; i < DecoderTrial.Units; i++)
        {
            trial.Cost(SoftwareUs, 100);
        }
        Assert.False(trial.IsBoardBetter);
    }

    [Fact]
    public void Fault_IsTheEnd_WhateverComesAfter()
    {
        var trial = new DecoderTrial();
        Run(trial, 3, boardUs: 400);
        trial.Fail();
        Assert.False(trial.IsBoardBetter);
        Run(trial, DecoderTrial.Units, boardUs: 400);
        Assert.False(trial.IsBoardBetter);
    }

    private static bool? Judge(double boardUs = 400, int heldBack = 0, float off = 0, long shiftUs = 0)
    {
        var trial = new DecoderTrial();
        Run(trial, DecoderTrial.Units, boardUs, heldBack, off, shiftUs);
        return trial.IsBoardBetter;
    }

    private static void Run(DecoderTrial trial, int units, double boardUs, int heldBack = 0, float off = 0, long shiftUs = 0)
    {
        for (int i = 0; i < units; i++)
        {
            trial.See(board: false, i * 40_000, 100 + i);
            if (i >= heldBack)
            {
                trial.See(board: true, ((i - heldBack) * 40_000) + shiftUs, 100 + i - heldBack + off);
            }
            trial.Cost(SoftwareUs, boardUs);
        }
    }
}

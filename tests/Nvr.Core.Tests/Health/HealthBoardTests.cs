using Nvr.Core.Health;
using Xunit;

namespace Nvr.Core.Tests.Health;

public sealed class HealthBoardTests
{
    [Fact]
    public void Items_AreRead_WorstFirst_AndOnePartSpeaksOnce()
    {
        var board = new HealthBoard();
        board.Report(new HealthItem("camera/a", HealthLevel.Failure, "It is gone."));
        board.Report(new HealthItem("volume/main", HealthLevel.Attention, "It is nearly full."));
        board.Report(new HealthItem("camera/b", HealthLevel.Ok, "Recording."));
        board.Report(new HealthItem("camera/a", HealthLevel.Failure, "It is still gone."));

        Assert.Equal(["It is still gone.", "It is nearly full.", "Recording."], board.Read().Select(i => i.Sentence));
    }

    [Fact]
    public void ForgottenPart_IsSilent()
    {
        var board = new HealthBoard();
        board.Report(new HealthItem("camera/a", HealthLevel.Failure, "It is gone."));
        board.Forget("camera/a");

        Assert.Empty(board.Read());
    }

    [Fact]
    public void WhatWasRead_StaysAsItWas_AndWhatChangesLaterIsReadNext()
    {
        var board = new HealthBoard();
        board.Report(new HealthItem("camera/a", HealthLevel.Ok, "Recording."));
        IReadOnlyList<HealthItem> before = board.Read();
        board.Report(new HealthItem("camera/a", HealthLevel.Ok, "Recording."));
        Assert.Same(before, board.Read());
        board.Report(new HealthItem("camera/a", HealthLevel.Failure, "It is gone."));
        Assert.Equal(["It is gone."], board.Read().Select(i => i.Sentence));
        board.Forget("camera/a");
        Assert.Empty(board.Read());
        Assert.Equal(["Recording."], before.Select(i => i.Sentence));
    }
}

using Nvr.Board.Buttons;
using Nvr.Board.Panel;
using Nvr.Board.Parts;

namespace Nvr.Board.Tests.Buttons;

/// <summary>Fingers on the panel, on time that does not pass by itself.</summary>
public sealed class PanelKeysTests
{
    private readonly PanelKeys keys = new();
    private readonly Finger finger;

    public PanelKeysTests() => finger = new Finger(keys);

    [Theory]
    [InlineData(PanelButton.Export, 200, PanelWish.Export)]
    [InlineData(PanelButton.Export, 2_900, PanelWish.Export)]
    [InlineData(PanelButton.Export, 3_200, PanelWish.CancelExport)]
    [InlineData(PanelButton.Export, 60_000, PanelWish.CancelExport)]
    [InlineData(PanelButton.Power, 200, PanelWish.ShutDown)]
    [InlineData(PanelButton.Reset, 5_100, PanelWish.ResetPasswordAndNetwork)]
    [InlineData(PanelButton.Reset, 9_900, PanelWish.ResetPasswordAndNetwork)]
    [InlineData(PanelButton.Reset, 15_100, PanelWish.ResetToFactory)]
    [InlineData(PanelButton.Reset, 19_900, PanelWish.ResetToFactory)]
    [InlineData(PanelButton.Locate, 200, PanelWish.Locate)]
    [InlineData(PanelButton.Mute, 200, PanelWish.Mute)]
    public void Button_HeldAsLong_IsTheWishOnce(PanelButton button, long heldMs, PanelWish expected)
    {
        finger.Hold(button, heldMs);

        Assert.Equal([expected], finger.Wishes);
    }

    [Theory]
    [InlineData(PanelButton.Reset, 200)]
    [InlineData(PanelButton.Reset, 4_900)]
    [InlineData(PanelButton.Reset, 10_100)]
    [InlineData(PanelButton.Reset, 14_900)]
    [InlineData(PanelButton.Reset, 20_100)]
    [InlineData(PanelButton.Reset, 3_600_000)]
    [InlineData(PanelButton.Power, 8_000)]
    public void Button_HeldOutsideOfItsStages_IsNothing(PanelButton button, long heldMs)
    {
        finger.Hold(button, heldMs);

        Assert.Empty(finger.Wishes);
        Assert.False(keys.IsBusy);
    }

    [Fact]
    public void Button_HeldAtTheStart_AndLetGoBeforeAnybodyLooked_ActsFromTheNextPressOn()
    {
        keys.IgnoreUntilReleased(PanelButton.Export);
        keys.Take(PanelButton.Export, new ButtonEdge(false, 0));
        finger.Wait(100);
        Assert.Empty(finger.Wishes);

        finger.Hold(PanelButton.Export, 200);

        Assert.Equal([PanelWish.Export], finger.Wishes);
    }

    [Fact]
    public void Cancel_ComesWhileTheButtonIsHeld()
    {
        finger.Press(PanelButton.Export);
        finger.Wait(3_100);

        Assert.Equal([PanelWish.CancelExport], finger.Wishes);
    }

    [Fact]
    public void Contact_ThatBounces_IsOnePress()
    {
        for (int i = 0; i < 6; i++)
        {
            finger.Press(PanelButton.Export);
            keys.Take(PanelButton.Export, new ButtonEdge(false, finger.NowMs + 3));
            finger.Wait(10);
        }
        finger.Hold(PanelButton.Export, 300);

        Assert.Equal([PanelWish.Export], finger.Wishes);
    }

    [Fact]
    public void Spike_OnTheLine_IsNothing()
    {
        finger.Press(PanelButton.Power);
        keys.Take(PanelButton.Power, new ButtonEdge(false, finger.NowMs + 5));
        finger.Wait(500);

        Assert.Empty(finger.Wishes);
        Assert.False(keys.IsBusy);
    }

    [Fact]
    public void Release_ThatBounces_IsCountedWhereItCameToRest()
    {
        finger.Press(PanelButton.Reset);
        finger.Wait(4_950);
        finger.Release(PanelButton.Reset);
        finger.Wait(10);
        finger.Press(PanelButton.Reset);
        finger.Wait(10);
        finger.Release(PanelButton.Reset);
        finger.Wait(100);

        Assert.Empty(finger.Wishes);
    }

    [Fact]
    public void Stage_WhileResetIsHeld_FollowsTheTime()
    {
        finger.Press(PanelButton.Reset);
        var stages = new List<ResetStage>();
        for (int second = 0; second < 22; second++)
        {
            finger.Wait(1_000);
            stages.Add(keys.StageAt(finger.NowMs));
        }

        Assert.Equal(
            [.. Enumerable.Repeat(ResetStage.None, 4), .. Enumerable.Repeat(ResetStage.PasswordAndNetwork, 5), .. Enumerable.Repeat(ResetStage.None, 5), .. Enumerable.Repeat(ResetStage.FactorySettings, 5), .. Enumerable.Repeat(ResetStage.None, 3)],
            stages);
    }

    [Fact]
    public void Button_HeldSinceTheStart_DoesNothingUntilItIsPressedAnew()
    {
        keys.IgnoreUntilReleased(PanelButton.Reset);
        finger.Wait(6_000);
        Assert.Equal(ResetStage.None, keys.StageAt(finger.NowMs));
        finger.Release(PanelButton.Reset);
        finger.Wait(100);
        Assert.Empty(finger.Wishes);

        finger.Hold(PanelButton.Reset, 6_000);

        Assert.Equal([PanelWish.ResetPasswordAndNetwork], finger.Wishes);
    }

    [Fact]
    public void TwoButtons_AtOnce_AreTwoWishes()
    {
        finger.Press(PanelButton.Mute);
        finger.Wait(50);
        finger.Press(PanelButton.Locate);
        finger.Wait(200);
        finger.Release(PanelButton.Mute);
        finger.Wait(50);
        finger.Release(PanelButton.Locate);
        finger.Wait(100);

        Assert.Equal([PanelWish.Mute, PanelWish.Locate], finger.Wishes);
    }
}

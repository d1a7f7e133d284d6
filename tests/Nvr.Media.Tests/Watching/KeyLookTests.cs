using Nvr.Media.Watching;
using Scenes;

namespace Nvr.Media.Tests.Watching;

public sealed class KeyLookTests
{
    private static readonly SceneOptions s_options = new("yard", 5) { Cars = 1, People = 1, Seconds = 60 };

    private readonly KeyLook look = new(s_options.Width, s_options.Height);
    private readonly Scene scene = new(s_options);
    private readonly byte[] luma = new byte[s_options.Width * s_options.Height];

    [Fact]
    public void StillScene_IsLikeBefore_UntilSomebodyIsThere_AndAfterHeLeft()
    {
        Actor first = scene.Actors.MinBy(a => a.Begins)!;
        for (double at = 0; at < first.Begins; at += 2)
        {
            Assert.False(Other(at), $"{at} s");
        }
        double there = (first.Begins + first.Ends) / 2;
        Assert.True(Other(there));
        Assert.True(Other(there + 1));
        // Whoever stands still is there already, and who has left is soon forgotten.
        Assert.False(Other(there + 1));
        Assert.True(Other(0));
        Assert.False(Other(2));
    }

    [Fact]
    public void Exposure_IsNothingNew_AndAfterForgetting_NothingIs()
    {
        Assert.False(Other(0));
        Assert.False(Other(1, brighter: 12));
        Assert.False(Other(2, brighter: -12));
        Actor first = scene.Actors.MinBy(a => a.Begins)!;
        look.Forget();
        Assert.False(Other((first.Begins + first.Ends) / 2));
    }

    private bool Other(double seconds, int brighter = 0)
    {
        scene.Render(seconds, luma);
        for (int i = 0; i < luma.Length; i++)
        {
            luma[i] = (byte)Math.Clamp(luma[i] + brighter, 0, 255);
        }
        return look.IsOther(luma, s_options.Width);
    }
}

using Scenes;

namespace Nvr.Vision.Tests;

/// <summary>The generator's scenes, five pictures a second: everybody is found, and hardly anything else.</summary>
public sealed class MotionWatcherTests
{
    /// <summary>
    /// How many things that are nobody may be told in each scene, so that it does not get worse: somewhat more than was reached (decision 0033), since the last digit of a sine is not the same on every processor.
    /// </summary>
    private static readonly Dictionary<string, int> MostFalse = new() { ["shake, nobody"] = 2, ["storm"] = 2 };

    public static TheoryData<string> Names => [.. Book.All.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Scene_EverybodyIsFound(string name)
    {
        Judgement judged = Judgement.Of(Book.All.Single(s => s.Name == name), 5);

        Assert.Equal(judged.Visible, judged.Found);
        Assert.InRange(judged.MedianDelay, 0, 1.0);
        Assert.InRange(judged.False.Count, 0, MostFalse.GetValueOrDefault(name, 1));
    }

    /// <summary>As nearly all cameras encode it: black is 16 and white 235, so that a bright sky stops getting brighter there, while all else goes on.</summary>
    [Fact]
    public void SkyThatIsWhiteAlready_IsNobody_WhenTheLightComes()
    {
        SceneOptions clouds = Book.All.Single(s => s.Name == "clouds, nobody");

        Judgement judged = Judgement.Of(clouds, new Scene(clouds).Pictures(5).Select(p => (p.Seconds, Encoded(p.Luma))));

        Assert.Empty(judged.False);
    }

    [Fact]
    public void LampThatIsSwitchedOffAndOnAgain_IsNobody()
    {
        SceneOptions lamp = Book.All.Single(s => s.Name == "lamp");
        var scene = new Scene(lamp);
        byte[] luma = new byte[lamp.Width * lamp.Height];

        Judgement judged = Judgement.Of(lamp, Enumerable.Range(0, 2400).Select(n =>
        {
            // It is lit in the second half of each minute, and at first.
            scene.Render((n + 200) / 5.0 % 60, luma);
            return (n / 5.0, Encoded(luma));
        }));

        Assert.Empty(judged.False);
    }

    /// <summary>A fifth of the picture does not follow: it was white already.</summary>
    [Fact]
    public void LightThatChangesAtOnce_IsLearntAnew_AlthoughNotAllFollowsIt()
    {
        var watcher = new MotionWatcher(640, 360);
        byte[] luma = new byte[640 * 360];
        var random = new Random(8);
        for (int n = 0; n < 100; n++)
        {
            for (int i = 0; i < luma.Length; i++)
            {
                luma[i] = (byte)((i < luma.Length / 5 ? 180 : n < 75 ? 150 : 105) + random.Next(5));
            }
            watcher.See(luma, 640, n * 0.2);
            if (n is > 30 and < 75 or 76 or > 95)
            {
                Assert.Equal(n == 76, watcher.IsLearning);
            }
        }
    }

    private static byte[] Encoded(byte[] luma) => Array.ConvertAll(luma, b => (byte)(16 + (b * 219 / 255)));

    [Fact]
    public void Pictures_OfAnySize_AreTaken()
    {
        foreach ((int width, int height) in ((int, int)[])[(1, 1), (16, 9), (160, 2), (3, 300), (704, 576)])
        {
            var watcher = new MotionWatcher(width, height);
            byte[] noise = new byte[width * height];
            var random = new Random(5);
            for (int n = 0; n < 60; n++)
            {
                random.NextBytes(noise);
                watcher.See(noise, width, n * 0.2);
            }
        }
    }

    [Fact]
    public void Times_ThatStandStillOrJump_DoNoHarm()
    {
        var scene = new Scene(new SceneOptions("busy", 9) { People = 8, Seconds = 30 });
        var watcher = new MotionWatcher(640, 360);
        byte[] luma = new byte[640 * 360];
        double told = 0;
        for (int n = 0; n < 300; n++)
        {
            told = (n % 50) switch { 10 or 11 or 12 => told, 20 => told - 30, 30 => told + 1e9, 31 => 0, _ => told + 0.1 };
            scene.Render(n * 0.1, luma);
            Assert.All(watcher.See(luma, 640, told), t => Assert.True(t is { Left: >= 0, Top: >= 0 } && float.IsFinite(t.Strength + t.Width + t.Height)));
        }
        Assert.NotEmpty(Enumerable.Range(0, 450).SelectMany(n =>
        {
            scene.Render(n * 0.2 % 30, luma);
            return watcher.See(luma, 640, told += 0.2).Select(t => t.Id);
        }));
    }
}

using Nvr.Core.Events;
using Nvr.Recording.Watching;
using Nvr.Sandbox.Protocol;
using Nvr.Vision;
using Scenes;

namespace Nvr.Recording.Tests.Watching;

/// <summary>The generator's people and cars go through lines, as the watcher sees them: each once, the right way.</summary>
public sealed class SceneLinesTests
{
    private const double Rate = 5;
    private const long Second = 1_000_000;

    /// <summary>A thing is believed after a second or two on its way, and clear of a line some pictures after it.</summary>
    private const double BeforeSeconds = 2.5;
    private const double AfterSeconds = 1;
    private const double ToleranceSeconds = 1;

    private static readonly double[] s_lines = [0.3, 0.5, 0.7];

    private sealed record Crossing(string Line, double Seconds, MoveDirection Direction);

    [Theory]
    [InlineData("day")]
    [InlineData("low contrast")]
    [InlineData("noise")]
    [InlineData("clouds")]
    [InlineData("night")]
    public void Everybody_CrossesALine_Once(string name)
    {
        SceneOptions options = Book.All.Single(s => s.Name == name);
        var scene = new Scene(options);

        Crossing[] told = [.. Told(scene, options)];
        Crossing[] all = [.. Truths(scene, options, 0, 0)];
        Crossing[] sure = [.. Truths(scene, options, BeforeSeconds, AfterSeconds)];

        Assert.True(sure.Length >= 8, $"Only {sure.Length} crossings are sure.");
        Assert.All(sure, truth => Assert.Single(told, t => IsOf(t, truth)));
        Assert.All(told, t => Assert.Contains(all, truth => IsOf(t, truth)));
    }

    private static bool IsOf(Crossing told, Crossing truth) =>
        (told.Line, told.Direction) == (truth.Line, truth.Direction) && Math.Abs(told.Seconds - truth.Seconds) <= ToleranceSeconds;

    private static IEnumerable<Crossing> Told(Scene scene, SceneOptions options)
    {
        var watcher = new MotionWatcher(options.Width, options.Height);
        var motion = new CameraMotion(new MotionJudge(new MotionSettings { Tripwires = [.. s_lines.Select(x => new Tripwire { Name = $"{x}", Points = [new(x, 1), new(x, 0)] })] }));
        byte[] luma = new byte[options.Width * options.Height];
        for (int n = 0; n < options.Seconds * Rate; n++)
        {
            scene.Render(n / Rate, luma);
            SeenThing[] things = [.. watcher.See(luma, options.Width, n / Rate).Select(t => new SeenThing(t.Id, (long)(t.BegunSeconds * Second), t.Left, t.Top, t.Width, t.Height, t.Strength))];
            foreach (MotionChange change in motion.Take(new MotionMessage(0, (long)(n / Rate * Second), watcher.IsLearning, things), 0, TimeZoneInfo.Utc).Where(c => c.Kind == CameraEventKind.LineCrossing))
            {
                yield return new Crossing(change.Zone!, change.AtUs / (double)Second, change.Direction);
            }
        }
    }

    private static IEnumerable<Crossing> Truths(Scene scene, SceneOptions options, double before, double after) =>
        from actor in scene.Actors
        from line in s_lines
        let inPicture = TimeAt(actor, actor.FromX < actor.ToX ? 0 : options.Width)
        let at = TimeAt(actor, line * options.Width)
        where at - inPicture >= before && actor.Ends - at >= after
        select new Crossing($"{line}", at, actor.ToX > actor.FromX ? MoveDirection.Right : MoveDirection.Left);

    private static double TimeAt(Actor actor, double x) => actor.Begins + ((x - actor.FromX) / (actor.ToX - actor.FromX) * (actor.Ends - actor.Begins));
}

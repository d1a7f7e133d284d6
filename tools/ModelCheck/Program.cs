using System.Diagnostics;
using System.Globalization;
using Nvr.Core.Objects;
using Nvr.Objects.Heads;
using Nvr.Objects.Pictures;
using Nvr.Objects.Running;
using ShapeModels;

// modelcheck: loads the detection library as the recorder does, shows a drawn person and a drawn car to each of the project's own models, and says whether each found both. Exit code 1 when one did not.
// Compiled ahead, it tells whether models run on a processor.
const int Looks = 5;
const float LeastOverlap = 0.6f;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
(int Class, Box Box, byte Grey)[] drawn = [(0, new Box(24, 30, 28, 76), 40), (1, new Box(70, 100, 76, 32), 210)];
OnnxLibrary.Require();
var deadline = new Deadline(TimeProvider.System, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60), () => Environment.Exit(3));
bool isGood = true;
foreach (HeadStyle style in Enum.GetValues<HeadStyle>())
{
    using Detector detector = Detector.Open(ShapeModel.Build(style), ShapeModel.Manifest(style), deadline);
    IReadOnlyList<Detection> found = detector.Look(Draw());
    long begun = Stopwatch.GetTimestamp();
    for (int i = 0; i < Looks; i++)
    {
        detector.Look(Draw());
    }
    double milliseconds = Stopwatch.GetElapsedTime(begun).TotalMilliseconds / Looks;
    // The surest of each class; models as simple as these find much beside it.
    Detection[] surest = [.. drawn.Select(d => found.Where(f => f.Class == d.Class).MaxBy(f => f.Confidence))];
    bool isRight = surest.Zip(drawn).All(p => p.First.Confidence > 0 && p.First.Box.OverlapWith(p.Second.Box) > LeastOverlap);
    isGood &= isRight;
    Console.WriteLine($"{style}: {(isRight ? "found both" : $"WRONG: {string.Join("; ", surest)}")}, {milliseconds:0.0} ms a look");
}
return isGood ? 0 : 1;

Patch Draw()
{
    var patch = new Patch(ShapeModel.Side, ShapeModel.Side);
    patch.Pixels.AsSpan().Fill(128);
    foreach ((_, Box box, byte grey) in drawn)
    {
        for (int y = (int)box.Top; y < (int)box.Bottom; y++)
        {
            patch.Pixels.AsSpan(((y * patch.Width) + (int)box.Left) * 3, (int)box.Width * 3).Fill(grey);
        }
    }
    return patch;
}

using System.Globalization;
using Scenes;

// scenes [--show]: shows the watcher every scene, five pictures a second, and prints how it did; with --show also what it took for somebody.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.WriteLine("| scene | found | delay in s: median, worst | nobody | ms a picture |");
Console.WriteLine("|---|---|---|---|---|");
foreach (SceneOptions options in Book.All)
{
    Judgement judged = Judgement.Of(options, 5);
    Console.WriteLine($"| {options.Name} | {judged.Found} of {judged.Visible} | {judged.MedianDelay:0.0}, {judged.WorstDelay:0.0} | {judged.False.Count} in {options.Seconds:0} s | {judged.CostSeconds * 1000:0.00} |");
    foreach (FalseThing wrong in args.Contains("--show") ? judged.False : [])
    {
        Console.WriteLine($"{wrong.Seconds:0.0}: {wrong.Thing}");
    }
}
return 0;

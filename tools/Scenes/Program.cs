using System.Globalization;
using Scenes;

// scenes [--show] [--coded DIRECTORY] [SCENE…]: shows the watcher the scenes (all of the book, or those named), five pictures a second, and prints how it did; with --show also what it took for somebody. With
// --coded they come as a camera's sub stream would, encoded by ffmpeg and kept in the directory.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Rate = 5;
var words = new List<string>(args);
bool shows = words.Remove("--show");
string? directory = null;
if (words.IndexOf("--coded") is >= 0 and int at)
{
    directory = words.ElementAt(at + 1);
    words.RemoveRange(at, 2);
}
Console.WriteLine("| scene | found | delay in s: median, worst | nobody | ms a picture |");
Console.WriteLine("|---|---|---|---|---|");
foreach (SceneOptions options in Book.All.Where(s => words.Count == 0 || words.Contains(s.Name)))
{
    Judgement judged = Judgement.Of(options, directory is null ? new Scene(options).Pictures(Rate) : new DecodedScene(options, SubStreamCoding.Usual, directory).Pictures(Rate));
    Console.WriteLine($"| {options.Name} | {judged.Found} of {judged.Visible} | {judged.MedianDelay:0.0}, {judged.WorstDelay:0.0} | {judged.False.Count} in {options.Seconds:0} s | {judged.CostSeconds * 1000:0.00} |");
    foreach (FalseThing wrong in shows ? judged.False : [])
    {
        Console.WriteLine($"{wrong.Seconds:0.0}: {wrong.Thing}");
    }
}
return 0;

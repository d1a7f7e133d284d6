using System.Globalization;
using System.Text;

namespace Fuzz.Engine;

/// <summary>
/// What broke, kept as files to replay: the input, and beside it what it broke. One finding for each place in the code, the first that
/// was found. Any thread.
/// </summary>
internal sealed class Findings(string folder)
{
    private readonly Lock guard = new();
    private readonly HashSet<string> places = [];

    public int Count
    {
        get
        {
            lock (guard)
            {
                return places.Count;
            }
        }
    }

    public void Add(string target, int seed, byte[] input, string what)
    {
        lock (guard)
        {
            if (!places.Add(PlaceOf(what)))
            {
                return;
            }
            Directory.CreateDirectory(folder);
            string name = string.Create(CultureInfo.InvariantCulture, $"{target}-{seed}-{places.Count}");
            string file = Path.Combine(folder, name + ".bin");
            File.WriteAllBytes(file, input);
            File.WriteAllText(Path.Combine(folder, name + ".txt"), what);
            Console.Error.WriteLine($"{target}: {what}\n  replay: tools/fuzz {target} --replay {file}");
        }
    }

    // The kind and the innermost place of an exception, or the words of a broken promise without their numbers.
    private static string PlaceOf(string what)
    {
        string[] lines = what.Split('\n');
        string key = lines.Length > 1 ? lines[0].Split(':')[0] + lines.FirstOrDefault(l => l.Contains("Nvr.", StringComparison.Ordinal)) : what;
        return new StringBuilder().AppendJoin("", key.Where(c => !char.IsAsciiDigit(c))).ToString();
    }
}

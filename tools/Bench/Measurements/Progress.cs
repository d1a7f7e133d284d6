namespace Bench.Measurements;

/// <summary>Tells on standard error what is being done; the table alone goes to standard output.</summary>
internal static class Progress
{
    public static void Say(string sentence) => Console.Error.WriteLine(sentence);
}

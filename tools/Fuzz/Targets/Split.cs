namespace Fuzz.Targets;

/// <summary>Finds the parts of an input.</summary>
internal static class Split
{
    /// <summary>Lines with their line feeds.</summary>
    public static List<Range> Lines(byte[] input)
    {
        var lines = new List<Range>();
        for (int at = 0; at < input.Length;)
        {
            int feed = input.AsSpan(at).IndexOf((byte)'\n');
            int end = feed < 0 ? input.Length : at + feed + 1;
            lines.Add(at..end);
            at = end;
        }
        return lines;
    }

    /// <summary>Words for a target from text.</summary>
    public static byte[][] Words(params string[] words) => [.. words.Select(System.Text.Encoding.Latin1.GetBytes)];
}

using Nvr.Core;

namespace Nvr.Board.Files;

/// <summary>Finds and reads board files. The simulated board is built in, so that the program runs anywhere. Thread-safe.</summary>
public static class BoardFile
{
    public const string SimulatedName = "simulated";

    private const string SimulatedResource = "simulated.json";

    private const int LargestBytes = 256 * 1024;

    /// <summary>Reads <c>simulated</c> or a file. InvalidInput names the file, the first line that is wrong, and what is wrong there.</summary>
    public static BoardDescription Load(string nameOrPath)
    {
        (BoardDescription? board, IReadOnlyList<BoardProblem> problems) = Read(nameOrPath);
        return problems.Count == 0
            ? board!
            : throw new NvrException(ErrorKind.InvalidInput, $"The board file is not right. {problems[0].At(nameOrPath)}");
    }

    /// <summary>Everything that is wrong in a file, in the order of its lines; empty when it can be used. InvalidInput when it cannot be read.</summary>
    public static IReadOnlyList<BoardProblem> Check(string nameOrPath) => Read(nameOrPath).Problems;

    private static (BoardDescription? Board, IReadOnlyList<BoardProblem> Problems) Read(string nameOrPath)
    {
        byte[] text = Bytes(nameOrPath);
        var problems = new List<BoardProblem>();
        BoardNode? root = BoardText.Parse(text, problems);
        return (root is null ? null : BoardReader.Read(root, problems), problems);
    }

    private static byte[] Bytes(string nameOrPath)
    {
        try
        {
            using Stream file = nameOrPath == SimulatedName
                ? typeof(BoardFile).Assembly.GetManifestResourceStream(SimulatedResource)!
                : File.OpenRead(nameOrPath);
            var text = new byte[LargestBytes + 1];
            int length = file.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
            return length <= LargestBytes
                ? text[..length]
                : throw new NvrException(ErrorKind.InvalidInput, $"The board file {nameOrPath} is larger than {LargestBytes / 1024} kB; it cannot be one.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new NvrException(ErrorKind.InvalidInput, $"The board file {nameOrPath} cannot be read: {unreadable.Message}", unreadable);
        }
    }
}

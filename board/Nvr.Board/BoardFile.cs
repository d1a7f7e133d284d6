using System.Text.Json;
using Nvr.Core;

namespace Nvr.Board;

/// <summary>Finds and reads board files. The simulated board is built in, so that the program runs anywhere.</summary>
public static class BoardFile
{
    public const string SimulatedName = "simulated";

    private const string SimulatedResource = "simulated.json";

    /// <summary>Reads <c>simulated</c> or a file. InvalidInput names the file, and the line where it is wrong.</summary>
    public static BoardDescription Load(string nameOrPath)
    {
        try
        {
            using Stream file = nameOrPath == SimulatedName
                ? typeof(BoardFile).Assembly.GetManifestResourceStream(SimulatedResource)!
                : File.OpenRead(nameOrPath);
            BoardDescription board = JsonSerializer.Deserialize(file, BoardJson.Default.BoardDescription)
                ?? throw new NvrException(ErrorKind.InvalidInput, $"The board file {nameOrPath} is empty.");
            return BoardRules.ProblemIn(board) is { } problem
                ? throw new NvrException(ErrorKind.InvalidInput, $"The board file {nameOrPath} is not right: {problem}")
                : board;
        }
        catch (JsonException wrong)
        {
            string line = wrong.LineNumber is { } n ? $", line {n + 1}" : "";
            throw new NvrException(ErrorKind.InvalidInput, $"The board file {nameOrPath}{line} is not right: {wrong.Message}", wrong);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new NvrException(ErrorKind.InvalidInput, $"The board file {nameOrPath} cannot be read: {unreadable.Message}", unreadable);
        }
    }
}

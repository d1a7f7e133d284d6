namespace Nvr.Board;

/// <summary>What a board file must be like beyond its form. Pure.</summary>
internal static class BoardRules
{
    /// <summary>Linux: IFNAMSIZ is 16 with the closing zero.</summary>
    private const int LongestInterface = 15;

    private const int MostHaste = 1000;

    /// <summary>What is wrong, as a sentence; null when nothing is.</summary>
    public static string? ProblemIn(BoardDescription board)
    {
        string[] unfit = [.. board.CameraNetworks.Where(n => !IsInterface(n))];
        return unfit.Length > 0 ? $"\"{unfit[0]}\" in cameraNetworks is not the name of a network interface, such as poe0."
            : board.SimulatedHaste is not (>= 1 and <= MostHaste) ? $"simulatedHaste must be a number from 1 to {MostHaste}."
            : !board.Simulated && (board.SimulatedHaste != 1 || board.SimulatedPortScript is not null) ? "simulatedHaste and simulatedPortScript are for simulated boards alone."
            : board.CameraNetworks.Distinct(StringComparer.Ordinal).Count() < board.CameraNetworks.Count ? "cameraNetworks names an interface twice."
            : null;
    }

    // As the kernel has it (dev_valid_name in net/core/dev.c): no slash, no colon, no blank, neither "." nor "..".
    private static bool IsInterface(string? name) =>
        name is { Length: > 0 and <= LongestInterface } and not "." and not ".." && !name.Any(c => c is '/' or ':' || char.IsWhiteSpace(c) || char.IsControl(c));
}

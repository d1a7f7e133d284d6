namespace Nvr.Board.Files;

/// <summary>What the kernel takes as the name of a network interface. Pure.</summary>
internal static class InterfaceName
{
    /// <summary>Linux: IFNAMSIZ is 16 with the closing zero.</summary>
    private const int Longest = 15;

    // As the kernel has it (dev_valid_name in net/core/dev.c): no slash, no colon, no blank, neither "." nor "..".
    public static bool IsOne(string name) =>
        name is { Length: > 0 and <= Longest } and not "." and not ".." && !name.Any(c => c is '/' or ':' || char.IsWhiteSpace(c) || char.IsControl(c));
}

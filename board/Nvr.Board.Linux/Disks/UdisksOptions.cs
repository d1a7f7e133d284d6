using Tmds.DBus.Protocol;

namespace Nvr.Board.Linux.Disks;

/// <summary>The options of a call. Pure.</summary>
internal static class UdisksOptions
{
    /// <summary>These, and that nobody sits at this box who could be asked for a password.</summary>
    public static Dictionary<string, VariantValue> Of(params (string Name, VariantValue Value)[] options) =>
        options.Append(("auth.no_user_interaction", true)).ToDictionary(o => o.Item1, o => o.Item2);
}

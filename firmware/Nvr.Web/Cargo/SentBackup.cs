namespace Nvr.Web.Cargo;

/// <summary>What a backup that was sent to the box says of itself before its passphrase is known: anybody may have written it. Immutable; fit to be shown.</summary>
/// <param name="Box">The recorder that it is of.</param>
/// <param name="MadeAt">UTC, RFC 3339, as far as it is one.</param>
public sealed record SentBackup(string Box, string MadeAt, string Product, long Bytes);

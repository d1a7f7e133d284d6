using SimCamera.Rtsp;

namespace SimCamera.Quirks;

/// <summary>Quirks of authentication; they show only on a camera that has a user. Immutable.</summary>
internal static class AuthQuirks
{
    public static IEnumerable<QuirkEntry> All { get; } =
    [
        QuirkEntry.Plan("digest-sha256-only", "Asks for Digest with SHA-256 and accepts nothing else.",
            p => p.Challenges = [Challenge.DigestSha256]),
        QuirkEntry.Plan("several-challenges", "Offers Basic, Digest MD5 and Digest SHA-256 in three headers, the weakest first.",
            p => p.Challenges = [Challenge.Basic, Challenge.DigestMd5, Challenge.DigestSha256]),
        QuirkEntry.Plan("digest-no-qop", "Asks for Digest as RFC 2069 had it: neither qop nor algorithm.",
            p => p.Challenges = [Challenge.DigestLegacy]),
        QuirkEntry.Plan("basic-only", "Asks for Basic and accepts nothing else.", p => p.Challenges = [Challenge.Basic]),
        QuirkEntry.Of("stale-nonce", "USES", 1, "Refuses a nonce with stale=true after it was used so many times.",
            uses => new PlanQuirk(p => p.NonceUses = (int)uses)),
    ];
}

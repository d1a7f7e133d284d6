namespace SimCamera.Rtsp;

/// <summary>One way to ask for a password. Immutable.</summary>
internal sealed record Challenge(bool IsDigest, string? Algorithm, bool HasQop)
{
    public static readonly Challenge Basic = new(false, null, false);

    public static readonly Challenge DigestMd5 = new(true, "MD5", true);

    public static readonly Challenge DigestSha256 = new(true, "SHA-256", true);

    /// <summary>RFC 2069: neither algorithm nor qop.</summary>
    public static readonly Challenge DigestLegacy = new(true, null, false);

    public string Header(string realm, string nonce, bool stale)
    {
        if (!IsDigest)
        {
            return $"Basic realm=\"{realm}\"";
        }

        string algorithm = Algorithm is null ? "" : $", algorithm={Algorithm}";
        string qop = HasQop ? ", qop=\"auth\"" : "";
        return $"Digest realm=\"{realm}\", nonce=\"{nonce}\"{algorithm}{qop}{(stale ? ", stale=true" : "")}";
    }
}

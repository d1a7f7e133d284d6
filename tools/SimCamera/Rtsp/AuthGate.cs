using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using SimCamera.Quirks;

namespace SimCamera.Rtsp;

/// <summary>
/// Checks the credentials of requests to one camera (RFC 2617 and RFC 7616; names and passwords are UTF-8). Thread-safe.
/// </summary>
internal sealed class AuthGate(CameraPlan plan)
{
    private const string Realm = "simcamera";
    private readonly ConcurrentDictionary<string, int> _nonceUses = new();

    /// <summary>Null when the request may pass, otherwise the 401 to answer.</summary>
    public RtspReply? Check(RtspRequest request)
    {
        if (plan.Accounts.AreEmpty)
        {
            return null;
        }

        string? header = request.Header("Authorization");
        return header is null ? Refuse(stale: false) : Judge(request, header);
    }

    private RtspReply? Judge(RtspRequest request, string header)
    {
        if (header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return plan.Challenges.Any(c => !c.IsDigest) && IsBasicRight(header[6..]) ? null : Refuse(stale: false);
        }

        Dictionary<string, string> fields = DigestFields.Parse(header);
        Challenge? challenge = plan.Challenges.FirstOrDefault(c => c.IsDigest && Fits(c, fields));
        if (challenge is null || !IsDigestRight(challenge, fields, request.Method))
        {
            return Refuse(stale: false);
        }

        return IsFresh(fields["nonce"]) ? null : Refuse(stale: true);
    }

    private static bool Fits(Challenge challenge, Dictionary<string, string> fields) =>
        string.Equals(fields.GetValueOrDefault("algorithm", "MD5"), challenge.Algorithm ?? "MD5", StringComparison.OrdinalIgnoreCase);

    private bool IsBasicRight(string token) => plan.Accounts.Snapshot()
        .Any(a => token.Trim() == Convert.ToBase64String(Encoding.UTF8.GetBytes($"{a.Name}:{a.Password}")));

    private bool IsFresh(string nonce)
    {
        int uses = _nonceUses.AddOrUpdate(nonce, int.MaxValue, (_, used) => used == int.MaxValue ? used : used + 1);
        return uses <= plan.NonceUses && uses != int.MaxValue;
    }

    private bool IsDigestRight(Challenge challenge, Dictionary<string, string> fields, string method) =>
        plan.Accounts.Find(fields.GetValueOrDefault("username")) is { } account
        && DigestProof.IsRight(challenge.Algorithm == "SHA-256", fields, method, Realm, account.Name, account.Password);

    private RtspReply Refuse(bool stale)
    {
        var reply = new RtspReply(401, "Unauthorized");
        string nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        _nonceUses[nonce] = 0;
        foreach (Challenge challenge in plan.Challenges)
        {
            reply.Add("WWW-Authenticate", challenge.Header(Realm, nonce, stale));
        }

        return reply;
    }
}

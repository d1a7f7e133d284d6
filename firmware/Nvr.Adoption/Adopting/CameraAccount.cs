namespace Nvr.Adoption.Adopting;

/// <summary>A user name and its password on a camera.</summary>
public sealed record CameraAccount(string UserName, string Password)
{
    /// <summary>Never shows the password.</summary>
    public override string ToString() => UserName;
}

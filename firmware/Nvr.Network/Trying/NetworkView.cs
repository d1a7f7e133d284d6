using System.Net;
using Nvr.Network.Settings;

namespace Nvr.Network.Trying;

/// <summary>The networks as they are kept and as they are. Immutable.</summary>
/// <param name="IsManaged">False where the machine's own system sets its networks up; then nothing can be changed here.</param>
/// <param name="Office">What is kept.</param>
/// <param name="Present">What there is now.</param>
/// <param name="Cameras">The cameras' own network; null without one.</param>
/// <param name="Trial">What is being tried; null while nothing is.</param>
/// <param name="Tag">Stands for what is kept and what is tried.</param>
public sealed record NetworkView(bool IsManaged, OfficeSettings Office, IReadOnlyList<PresentAddress> Present, IPNetwork? Cameras, OfficeTrial? Trial, string Tag);

/// <summary>Settings that come into force for good when an administrator asks under them in time.</summary>
public sealed record OfficeTrial(OfficeSettings Office, TimeSpan Left);

using System.Net;
using Nvr.Board;

namespace Nvr.Appliance.Hosting;

/// <summary>What the command line of <c>nvrd run</c> decides.</summary>
internal sealed record RunOptions(string DataDirectory, IPEndPoint Listen, IReadOnlyList<NamedAddress> Cameras, BoardDescription Board);

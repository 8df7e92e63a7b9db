using Portal.Business.Common;

namespace Portal.Business.Clients;

/// <summary>A word that clients are gathered by. Staff see it, clients don't.</summary>
public sealed class ClientLabel : Label, IBelongsToClient
{
    private ClientLabel()
    {
    }

    public ClientLabel(long clientId, string name)
        : base(name) => ClientId = clientId;

    public long ClientId { get; private set; }
}

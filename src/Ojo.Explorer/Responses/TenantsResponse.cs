namespace Ojo.Explorer.Responses;

/// <summary>Whose stores can be asked.</summary>
/// <param name="Tenant">The only tenant who is shown; null where any may be named.</param>
/// <param name="HasOwn">Whether there is a store where no tenant is named.</param>
/// <param name="Tenants">Everybody who may be named, in order of name.</param>
internal sealed record TenantsResponse(string? Tenant, bool HasOwn, IReadOnlyList<TenantResponse> Tenants);

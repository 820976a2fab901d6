using Microsoft.EntityFrameworkCore;

namespace Frontend.Data;

/// <summary>The model on PostgreSQL; a type of its own because each database has its own migrations.</summary>
internal sealed class PostgreSqlFrontendDbContext(DbContextOptions<PostgreSqlFrontendDbContext> options) : FrontendDbContext(options);

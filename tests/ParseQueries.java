import org.apache.jena.query.QueryException;
import org.apache.jena.query.QueryFactory;

/** Prints the name of each query that Jena does not read, and why. */
class ParseQueries {
    public static void main(String[] paths) {
        for (String path : paths) {
            try {
                QueryFactory.read(path);
            } catch (QueryException error) {
                System.out.println(path + ": " + error.getMessage());
            }
        }
    }
}

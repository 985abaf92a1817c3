select *
from api.list_transfers(
    p_book_id => '019b7a00-0000-7000-8000-0000000000bb',
    p_limit => $1,
    p_actor => 'bench',
    p_trace => '0af7651916cd43dd8448eb211c80319c'
)
